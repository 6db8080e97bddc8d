# The description of the API and its explorer: what the functions say about themselves, shown by Swagger UI.
# The Python package only carries Swagger UI's files; nothing of it runs here.

flask_swagger_ui_version=5.34.0
explorer=$venv/explorer

ensure_explorer() {
    if [[ -r $explorer/complete && $(< $explorer/complete) == "$flask_swagger_ui_version" ]]; then skipped 'API explorer'; return; fi
    step 'API explorer' install_explorer
}

# bin/up and bin/test may come here at the same time.
install_explorer() {
    local lock; exec {lock}> .run/venv.lock; flock "$lock"
    [[ -r $explorer/complete && $(< $explorer/complete) == "$flask_swagger_ui_version" ]] && return
    rm -rf $explorer
    $venv/bin/pip install --disable-pip-version-check --progress-bar off --no-deps --target $explorer \
        "flask-swagger-ui==$flask_swagger_ui_version"
    printf '%s\n' "$flask_swagger_ui_version" > $explorer/complete
}

# What nginx serves at /api/openapi.json and /docs.
write_documents() {
    mkdir -p "$run/www/docs"
    "$run/bin/intelligentic" render openapi --functions functions --daemons Sources --run-directory "$run" --binaries "$run/bin"
    cp nginx/docs/* $explorer/flask_swagger_ui/dist/{swagger-ui.css,swagger-ui-bundle.js,favicon-32x32.png} "$run/www/docs/"
}
