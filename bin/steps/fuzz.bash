# Feeds the readers of documents, expressions, URI templates, durations, journals and passkeys with what libFuzzer makes of seeds
# (Fuzzing/FuzzTargets). A crash stays in .build-fuzzing/crashes, and is an error.

fuzz_seconds=${FUZZ_SECONDS:-60}
fuzz_folder=.build-fuzzing

# The readers are built apart, since they are instrumented; the package has them only where FUZZING is set.
build_fuzz_targets() {
    FUZZING=1 swift build -c release --scratch-path $fuzz_folder --product FuzzTargets -Xswiftc -sanitize=fuzzer \
        -Xswiftc -use-ld=lld
}

# seeds NAME: each line of standard input becomes a file.
seeds() {
    local folder=$fuzz_folder/seeds/$1
    mkdir -p "$folder"
    sort -u | split -l 1 -a 5 - "$folder/line-"
}

# Seeds are what the tests and the examples of the language say.
gather_seeds() {
    local examples=${SERVERLESS_WORKFLOW:-../shared/serverless-workflow} name
    rm -rf $fuzz_folder/seeds
    mkdir -p $fuzz_folder/seeds/{documents,replays,passkeys}
    cp Fuzzing/seeds/replays/* $fuzz_folder/seeds/replays/
    cp examples/*/*.yaml $fuzz_folder/seeds/documents/ 2> /dev/null || true
    if [[ -d $examples ]]; then
        for name in "$examples"/{examples,invalid}/*.yaml; do cp "$name" $fuzz_folder/seeds/documents/; done
    else
        say "    No folder $examples: without the examples of the language as seeds."
        examples=
    fi
    grep -rhoE '\$\{[^}]*\}' Tests ${examples:+"$examples"} | sed -E 's/^\$\{ *//; s/ *\}$//' | seeds expressions
    grep -rhoE 'https?://[^"'"'"' ,)\\]+' Tests ${examples:+"$examples"} | seeds uri-templates
    grep -rhoE '"(P[0-9TYMWDHS.,]+|[0-9*/, -]{9,}|[0-9]{4}-[0-9]{2}-[0-9T:.Z+-]*)"' Tests | tr -d '"' | seeds durations
    grep -oE '"attestationObject": *"[0-9a-f]+"' Tests/web-authentication-vectors.json | grep -oE '[0-9a-f]{64,}' \
        | { number=0; while read -r digits; do
            printf '%b' "$(sed 's/../\\x&/g' <<< "$digits")" > "$fuzz_folder/seeds/passkeys/$((number++))"; done; }
}

# fuzz TARGET: the crash, if there is one.
fuzz() {
    local corpus=$fuzz_folder/corpus/$1 log=$logs/fuzz-$1.log
    mkdir -p "$corpus" $fuzz_folder/crashes
    # Without Swift's own report of a crash, libFuzzer writes the input that did it.
    SWIFT_BACKTRACE=enable=no FUZZ_TARGET=$1 $fuzz_folder/release/FuzzTargets -max_total_time="$fuzz_seconds" -timeout=10 -rss_limit_mb=2048 \
        -max_len=16384 -artifact_prefix="$fuzz_folder/crashes/$1-" -print_final_stats=1 \
        "$corpus" "$fuzz_folder/seeds/$1" > "$log" 2>&1 || { grep -m 1 -E 'Test unit written to|SUMMARY' "$log" || echo "it ended with a failure, see $log"; }
}
