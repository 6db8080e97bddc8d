# The main job: an agent reads changelogs of this machine, see examples/changelog-review.

example=examples/changelog-review
login_email=admin@intelligentic.local

# The command line, signed in as the first user; the sign-ins of whoever calls bin/up are left alone.
intelligentic() { XDG_CONFIG_HOME=$PWD/$run/config "$run/bin/intelligentic" "$@"; }

# The first user is registered once. A second start finds the session that it left behind, or the password.
sign_in() {
    local url=http://127.0.0.1:$port
    intelligentic whoami --url "$url" && return
    [[ -s $run/login ]] || { (umask 077; head -c 12 /dev/urandom | base64 | tr '+/' '-_' > "$run/login.new"); mv "$run/login.new" "$run/login"; }
    intelligentic login --url "$url" --email $login_email --password-stdin < "$run/login" ||
        intelligentic register --url "$url" --email $login_email --tenant Development --password-stdin < "$run/login"
}

deploy_example() {
    local agent workflow
    agent=$(sed -n 's/^ *"name": "\(.*\)",$/\1/p' $example/agent.json)
    intelligentic agent show "$agent" || intelligentic agent create $example/agent.json
    workflow=$(document_of namespace)/$(document_of name)
    intelligentic workflow show "$workflow" --version "$(document_of version)" || intelligentic workflow deploy $example/workflow.yaml
}

document_of() { sed -n "s/^    $1: *\([^ ]*\).*$/\1/p" $example/workflow.yaml | head -n 1; }

prepare_example() {
    mkdir -p "$run/example"
    python3 $example/prepare > "$run/example/input.json"
}

# Runs the example until it has once completed; then shows what came of it.
run_example() {
    local id
    say
    if [[ -s $run/example/run ]]; then
        intelligentic run show "$(< "$run/example/run")" && return
    fi
    step 'Collect changelogs' prepare_example
    id=$(intelligentic run start "$(document_of namespace)/$(document_of name)" --input-file "$run/example/input.json" --quiet)
    say
    intelligentic run watch "$id"
    printf '%s\n' "$id" > "$run/example/run"
}
