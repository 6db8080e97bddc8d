# What only tests need, in a venv of its own beside the model's: who validates the API's description, who tries the API out,
# an authorization server for workflows that need a token, an OpenID provider, an authenticator, and one with a passkey.

test_venv=$venv-test
schemathesis_version=4.32.5
openapi_spec_validator_version=0.9.0
authlib_version=1.9.10
flask_version=3.1.3
pyotp_version=2.9.0
soft_webauthn_version=0.1.4
fido2_version=1.2.0
oidc_provider_mock_version=0.3.4

ensure_test_tools() {
    local wanted="$schemathesis_version $openapi_spec_validator_version $authlib_version $flask_version $pyotp_version $soft_webauthn_version $fido2_version $oidc_provider_mock_version $(readlink -f "$(command -v python3)")"
    if [[ -r $test_venv/complete && $(< $test_venv/complete) == "$wanted" ]]; then skipped 'Test tools'; return; fi
    step 'Test tools' install_test_tools "$wanted"
}

install_test_tools() {
    local lock; exec {lock}> .run/venv.lock; flock "$lock"
    [[ -r $test_venv/complete && $(< $test_venv/complete) == "$1" ]] && return
    rm -rf $test_venv
    python3 -m venv $test_venv
    $test_venv/bin/pip install --disable-pip-version-check --progress-bar off \
        "schemathesis==$schemathesis_version" "openapi-spec-validator==$openapi_spec_validator_version" \
        "authlib==$authlib_version" "flask==$flask_version" "pyotp==$pyotp_version" \
        "oidc-provider-mock==$oidc_provider_mock_version"
    # fido2 says that it needs an older cryptography than authlib; what is used of it works with authlib's.
    $test_venv/bin/pip install --disable-pip-version-check --progress-bar off --no-deps \
        "soft-webauthn==$soft_webauthn_version" "fido2==$fido2_version"
    printf '%s\n' "$1" > $test_venv/complete
}
