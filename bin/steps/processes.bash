# Processes that bin/up started. Each leads a session of its own and is known by its pid file: pid, start time and boot,
# which together no other process ever has. Nothing is ever looked for by name, so nothing else is ever stopped.

# start NAME COMMAND…: runs COMMAND with its output appended to .run/logs/NAME.log, unless it runs.
start() {
    local name=$1 log=$logs/$1.log; shift
    running "$name" && return
    stop "$name"
    make_room "$log" || true
    # The process writes its own pid file before it becomes COMMAND: there is no moment in which it runs unknown.
    setsid bash -c '
        read -r stat < /proc/$$/stat; fields=(${stat##*) })
        echo "$$ ${fields[19]} $(< /proc/sys/kernel/random/boot_id)" > "$0.new" && mv "$0.new" "$0" && exec "$@"' \
        "$pids/$name" "$@" < /dev/null >> "$log" 2>&1 {run_lock}>&- &
    disown $!
    until [[ -s $pids/$name ]]; do kill -0 $! && sleep 0.01; done
}

# make_room LOG: one of more than 10 MB makes room for a new one. False where it did not have to.
make_room() {
    [[ -f $1 ]] && (( $(stat -c %s "$1") > 10485760 )) && mv -f "$1" "$1.1"
}

# Whether the process of the pid file is alive.
running() {
    local pid start boot stat fields
    recorded "$1" && [[ -r /proc/$pid/stat ]] || return 1
    read -r stat < "/proc/$pid/stat" 2> /dev/null || return 1
    stat=${stat##*) }
    # shellcheck disable=SC2206
    fields=($stat)
    [[ ${fields[19]} == "$start" && ${fields[0]} != Z ]]
}

# stop NAME [SIGNAL [SECONDS]]: ends a process and all that it started; what is still there after SECONDS is killed.
stop() {
    local name=$1 signal=${2:-TERM} patience=${3:-10} pid start boot
    recorded "$name" || { rm -f "$pids/$name"; return 0; }
    if running "$name"; then
        kill -s "$signal" "$pid"
    elif [[ -e /proc/$pid ]]; then
        # Another process has this number now, so nothing of the old session is left.
        rm -f "$pids/$name"; return 0
    else
        # Its leader is dead; the number names no other session as long as these live.
        members "$pid" | xargs -r kill -s TERM 2> /dev/null || true
    fi
    local deadline=$((SECONDS + patience))
    while [[ -n $(members "$pid") ]]; do
        if ((SECONDS > deadline)); then members "$pid" | xargs -r kill -s KILL 2> /dev/null || true; fi
        sleep 0.05
    done
    rm -f "$pids/$name"
}

pid_of() { local pid start boot; recorded "$1" && printf '%s' "$pid"; }

# Sets pid, start and boot of the caller from the pid file; fails where there is none of this boot.
recorded() {
    [[ -s $pids/$1 ]] && read -r pid start boot < "$pids/$1" && [[ $boot == "$(< /proc/sys/kernel/random/boot_id)" ]]
}

# The living processes of a session.
members() { ps -o pid=,stat= -s "$1" 2> /dev/null | awk '$2 !~ /^Z/ { print $1 }' || true; }
