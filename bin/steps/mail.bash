# The local catcher of mail: an SMTP server (the Python package aiosmtpd) that writes what is sent into .run/mail.

aiosmtpd_version=1.4.6
mail_catcher=$venv/mail

ensure_mail_catcher() {
    if [[ -r $mail_catcher/complete && $(< $mail_catcher/complete) == "$aiosmtpd_version" ]]; then skipped 'Mail catcher'; return; fi
    step 'Mail catcher' install_mail_catcher
}

# bin/up and bin/test may come here at the same time.
install_mail_catcher() {
    local lock; exec {lock}> .run/venv.lock; flock "$lock"
    [[ -r $mail_catcher/complete && $(< $mail_catcher/complete) == "$aiosmtpd_version" ]] && return
    rm -rf $mail_catcher
    $venv/bin/pip install --disable-pip-version-check --progress-bar off --target $mail_catcher "aiosmtpd==$aiosmtpd_version"
    printf '%s\n' "$aiosmtpd_version" > $mail_catcher/complete
}

# A port for it: the last one if nobody took it, else one below those that the kernel gives out.
start_mail_catcher() {
    local port=0
    [[ -r $run/mail.port ]] && port=$(< "$run/mail.port")
    mkdir -p -m 700 "$run/mail"
    if ! running mail-catcher; then
        while ((port == 0)) || port_answers "$port"; do port=$((20000 + SRANDOM % 10000)); done
        printf '%s\n' "$port" > "$run/mail.port"
        PYTHONPATH=$PWD/$mail_catcher start mail-catcher "$PWD/$venv/bin/python" "$PWD/bin/mail-catcher" --port "$port" --folder "$PWD/$run/mail"
    fi
    await mail-catcher 20 port_answers "$port"
}
