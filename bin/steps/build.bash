# The programs: built from Sources/ and functions/, and copied to .run/bin, where they run from.

build_directory=.build-up
# With the Swift libraries inside, a program starts in a third of the time and needs no Swift where it runs.
build_options=(--static-swift-stdlib)

programs() {
    local folder name
    for folder in functions/*/function.yaml; do
        name=${folder#functions/}; name=${name%/*}; printf '%sFunction\n' "${name^}"
    done
    printf '%s\n' Worker Auditor Notifier Janitor JQEvaluator intelligentic
}

# Changes when a source file does, or the compiler.
source_state() {
    { find Package.swift Sources functions -type f \( -name '*.swift' -o -name '*.[hc]' -o -name '*.cc' -o -name '*.cpp' \
        -o -name '*.modulemap' \) -printf '%p %s %T@\n' | sort; readlink -f "$(command -v swift)"; } | sha256sum
}

ensure_programs() {
    local state; state=$(source_state)
    if [[ -r $run/built && $(< "$run/built") == "$state" ]]; then skipped Build; return; fi
    command -v swift > /dev/null || refuse 'There is no swift here. Install Swift 6.3 from https://www.swift.org/install/linux' \
        'and put it into your PATH.'
    step Build build
    step 'Install programs' install_programs
    printf '%s\n' "$state" > "$run/built"
}

build() { swift build -c release --scratch-path "$build_directory" "${build_options[@]}"; }

# A program that did not change keeps its time; one that did is marked, and its processes are restarted.
install_programs() {
    local program from=$build_directory/release
    mkdir -p "$run/bin" "$run/restart"
    for program in $(programs); do
        cmp -s "$from/$program" "$run/bin/$program" && continue
        cp "$from/$program" "$run/bin/$program.new"
        : > "$run/restart/$program"
        mv "$run/bin/$program.new" "$run/bin/$program"
        echo "$program"
    done
}
