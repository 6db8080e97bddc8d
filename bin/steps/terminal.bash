# Lines that show what happens: one for each step, with its seconds. On a terminal the line of the step under way moves.

terminal_moves=false; [[ -t 1 && ${TERM:-dumb} != dumb ]] && terminal_moves=true
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]*) mark_done='✓' mark_failed='✗' ;;
    *) mark_done=ok mark_failed=FAILED ;;
esac
# On a log, a step that takes long says so again after this many seconds.
report_every=20

# step TITLE COMMAND…: runs COMMAND with its output in .run/logs/TITLE.log; shows the end of that when it fails, and ends.
# Call it plainly, not in a condition: there bash would not stop COMMAND at its first error.
step() {
    local title=$1 status=0 started=$EPOCHREALTIME; shift
    step_log=$logs/${title,,}; step_log=${step_log//[^a-z0-9\/._-]/-}.log
    : > "$step_log"
    follow "$title" "$step_log" & step_follower=$!
    set +e
    ( set -e; "$@" ) > "$step_log" 2>&1 < /dev/null
    status=$?
    set -e
    end_follower
    if ((status)); then
        line "$mark_failed" "$title" "$(since "$started")"
        say; tail -n 25 "$step_log" | sed 's/^/    /'
        say; say "  $title failed. All of its output: $step_log"
        say "  What was done stays done: when the reason is gone, start again."
        exit "$status"
    fi
    line "$mark_done" "$title" "$(since "$started")"
}

# The line of a step that had nothing to do.
skipped() { line "$mark_done" "$1" "${2:-}"; }

# refuse TEXT…: says what stands in the way and what to do, and ends.
refuse() {
    say; printf '  %s\n' "$@" >&2
    exit 1
}

say() { printf '%s\n' "${1:-}"; }

line() { $terminal_moves && printf '\r\033[K'; printf '  %s %-34s %10s\n' "$@"; }

# Seconds since a time, such as "3.4 s".
since() {
    local tenths=$(( (${EPOCHREALTIME/[.,]/} - ${1/[.,]/}) / 100000 ))
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# Shows the last line of a growing log until it is ended. It waits without a program, so none stays behind.
follow() {
    local title=$1 log=$2 started=$SECONDS never said=0 room text
    exec {never}<> <(:)
    while :; do
        if $terminal_moves; then
            read -rt 0.2 -u "$never" || true
            room=$(( $(columns) - ${#title} - 16 ))
            printf '\r\033[K  … %s  %d s  %s' "$title" $((SECONDS - started)) "$(last_line "$log" "$room")"
        else
            read -rt 1 -u "$never" || true
            if ((SECONDS - started >= said + report_every)); then
                said=$((SECONDS - started))
                text=$(last_line "$log" 80)
                printf '    %s: %d s  %s\n' "$title" "$said" "$text"
            fi
        fi
    done
}

end_follower() {
    [[ -n ${step_follower:-} ]] || return 0
    kill "$step_follower" 2> /dev/null || true
    wait "$step_follower" 2> /dev/null || true
    step_follower=
}

last_line() {
    local text; text=$(tail -c 600 "$1" 2> /dev/null | tr '\r' '\n' | tr -cd '[:print:]\n' | grep -v '^ *$' | tail -n 1) || true
    (($2 > 0)) && printf '%s' "${text:0:$2}"
}

columns() { local size; size=$(stty size < /dev/tty 2> /dev/null) || true; printf '%d' "${size#* }"; }
