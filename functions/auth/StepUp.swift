internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/step-up` takes a proof of who is signed in, for what asks for one that is not old: 401 `step_up_required`.
/// The session goes on as if it had begun now.
///
/// - 200: `{accessToken, expiresIn}`; of a browser with cookies `{csrfToken, expiresIn}`, and the token in its cookie. The refresh
///   token stays as it is.
/// - 422 `wrong_password`, `wrong_code`: also where none came, and logins ask for one; `passkey_refused`, `passkey_challenge_invalid`.
///   429 `too_many_attempts`.
struct StepUp: Endpoint {
    static let route = Route.post("/api/v1/auth/step-up", access: .signedIn, body: .json(limit: Proof.bodyLimit))
        .shownOnce()

    static let operation = Operation(
        "Prove that it is you", tag: "Accounts",
        "Takes the password, and a code where logins ask for one, or a passkey, for what is answered `step_up_required` without.",
        body: [
            .json(
                .proof,
                examples: [.example("ada", "With the password", ["current": "correct horse battery"])])
        ],
        answers: [
            FunctionKit.Answer(
                200, "A token with which the request may be sent again.",
                .object(
                    [
                        "accessToken": .string("In place of the one before. Not where it came in a cookie."),
                        "csrfToken": .string("Where cookies are used: in place of the one before."),
                        "expiresIn": .count("Seconds until the token runs out."),
                    ], optional: ["accessToken", "csrfToken"]), headers: ["Cache-Control"],
                example: ["accessToken": TokenAnswer.example["accessToken"] ?? .null, "expiresIn": 600])
        ],
        problems: ProofCheck.problems)

    let proofs: ProofCheck
    let live: LiveSessions
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Proof.self)
        let proven = try request.proving {
            _ = try proofs.email(proving: request, by: body)
            return try request.transaction {
                try request.record(.stepUp, AuditTarget(.session, "\(request.caller.session)"))
                return try proofs.accounts.renewProof(of: request.caller)
            }
        }
        request.lookAgainAfterCommit(live)
        let lifetime = TokenAnswer.accessTokenLifetime
        return answer(request.browser, try signer.sign(proven, expiresIn: lifetime), lifetime)
    }

    /// A script must not get what the browser keeps from it.
    private func answer(_ browser: BrowserSession, _ access: String, _ lifetime: Duration) -> Response {
        var body: JSON = ["expiresIn": JSON(Int(lifetime.components.seconds))]
        var headers = [("Cache-Control", "no-store")]
        if browser.isInUse {
            let kept = browser.keeping(
                access: access, refresh: browser.refreshToken, for: AccountStore.sessionLifetime)
            body["csrfToken"] = .string(kept.proof)
            headers += kept.headers
        } else {
            body["accessToken"] = .string(access)
        }
        return .json(body, headers: headers)
    }
}
