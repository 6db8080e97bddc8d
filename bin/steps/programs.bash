# nginx, the functions and the worker, as `intelligentic render` makes them from the manifests.

# render WHAT OPTION…
render() { "$run/bin/intelligentic" render "$1" --functions functions --daemons Sources "${@:2}"; }

render_supervisor() {
    render supervisor --run-directory "$run" --binaries "$run/bin" --environment-file "$run/environment" \
        --secrets "$run/secrets" --database-connections "$database_connections"
}

render_nginx() {
    local user=() names=() name; ((EUID)) || user=(--user root)
    # Where a proxy of yours leads here: SERVER_NAMES='intelligentic.lan' bin/up
    for name in ${SERVER_NAMES:-}; do names+=(--server-name "$name"); done
    # … and says where requests come from: TRUSTED_PROXIES='10.0.0.2' bin/up
    for name in ${TRUSTED_PROXIES:-}; do names+=(--trusted-proxy "$name"); done
    render nginx --templates nginx --run-directory "$run" --sockets "$sockets" --port "$port" "${user[@]}" "${names[@]}" \
        --rate-scale "${RATE_LIMIT_SCALE:-1}"
}

# Starts what does not run, and restarts slot by slot what was built or configured anew: no request fails meanwhile.
start_programs() {
    local folder name changed
    changed=$(render_supervisor)
    # Daemons first: a worker must understand the documents that new functions take.
    for folder in "$run"/daemons/*/; do
        name=$(basename "$folder")
        if running "daemon-$name"; then
            restart_slots "$folder" "${name^}" "$changed"
        else
            start "daemon-$name" "$(command -v runsvdir)" "$PWD/${folder%/}"
        fi
    done
    for folder in "$run"/functions/*/; do
        name=$(basename "$folder")
        if running "function-$name"; then
            restart_slots "$folder" "${name^}Function" "$changed"
        else
            start "function-$name" /usr/bin/spawn-fcgi -n -s "$sockets/$name.sock" -M 0600 -- "$(command -v runsvdir)" "$PWD/${folder%/}"
        fi
    done
    rm -f "$run"/restart/*
}

# restart_slots FOLDER PROGRAM CHANGED: one after the other, so that another one always serves.
restart_slots() {
    local slot
    for slot in "$1"[0-9]*/; do
        slot=$PWD/${slot%/}
        [[ -e $run/restart/$2 || $'\n'$3$'\n' == *$'\n'"$slot"$'\n'* ]] || continue
        echo "restarting $slot"
        sv -w 20 restart "$slot" || sv -w 20 force-restart "$slot"
    done
}

start_nginx() {
    local changed; changed=$(render_nginx)
    if running nginx; then
        # USR1: open the logs anew.
        ! make_room "$run/nginx/requests.log" || kill -s USR1 "$(pid_of nginx)"
        [[ -z $changed ]] || kill -s HUP "$(pid_of nginx)"
    else
        rm -f "$run/nginx/nginx.pid"
        make_room "$run/nginx/requests.log" || true
        start nginx "$(command -v nginx || echo /usr/sbin/nginx)" -p "$PWD/$run/nginx" -c "$PWD/$run/nginx/nginx.conf" -e stderr
    fi
    await nginx 10 port_answers "$port"
}

# Every path of every function, asked without a token: any answer of its own will do.
await_functions() {
    local path deadline=$((SECONDS + 20))
    for path in $(sed -n 's/^location = \(.*\) {$/\1/p' "$run/nginx/routes.conf"); do
        until [[ $(status_of "$path") =~ ^(2|3|4)[0-9][0-9]$ ]]; do
            ((SECONDS <= deadline)) || { echo "$path is not served. See $logs/function-*.log"; tail -n 8 "$logs"/function-*.log; return 1; }
            sleep 0.1
        done
        echo "$path answers $(status_of "$path")"
    done
}

# The status of a GET of our own server.
status_of() {
    local version status rest connection
    { exec {connection}<> "/dev/tcp/127.0.0.1/$port"; } 2> /dev/null || return 0
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$1" >&"$connection"
    read -rt 15 version status rest <&"$connection" || true
    exec {connection}>&-
    printf '%s' "${status:-}"
}

port_answers() { (exec {connection}<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
