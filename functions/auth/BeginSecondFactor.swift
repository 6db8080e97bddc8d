internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/totp` makes a secret for the caller's authenticator. Logins do not ask for its codes yet: see
/// ``ConfirmSecondFactor``.
///
/// - 201: `{secret, uri}`, for the authenticator; nobody is shown them again.
/// - 409 `second_factor_exists`: logins ask for a code already.
/// - 422 `wrong_password`, `wrong_code`, `passkey_refused`, `passkey_challenge_invalid`: who has passkeys proves it with one, too.
///   429 `too_many_attempts`.
struct BeginSecondFactor: Endpoint {
    static let route = Route.post("/api/v1/auth/totp", access: .signedIn, body: .json(limit: Proof.bodyLimit))
        .shownOnce()

    static let operation = Operation(
        "Begin with a second factor", tag: "Accounts",
        "Makes a secret for an authenticator (TOTP, RFC 6238). Logins ask for its codes once one was confirmed.",
        body: [
            .json(
                .proof,
                examples: [.example("ada", "With the password", ["current": "correct horse battery"])])
        ],
        answers: [
            FunctionKit.Answer(
                201, "For the authenticator.",
                .object(["secret": .string("In base 32."), "uri": .string("For a QR code.")]),
                headers: ["Cache-Control"],
                example: [
                    "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
                    "uri": "otpauth://totp/Intelligentic:ada@example.com?…",
                ])
        ],
        problems: [.secondFactorExists] + ProofCheck.problems)

    let proofs: ProofCheck

    func handle(_ request: Request) throws -> Response {
        let proof = try request.json(Proof.self)
        guard try !proofs.factors.hasAuthenticator(request.caller.user) else { throw Problem.secondFactorExists }
        return try request.proving {
            let email = try proofs.email(proving: request, by: proof)
            let secret = try proofs.factors.begin(for: request.caller.user)
            let uri = "otpauth://totp/Intelligentic:\(email)?secret=\(secret)&issuer=Intelligentic"
            return .json(
                ["secret": .string(secret), "uri": .string(uri)], status: 201, headers: [("Cache-Control", "no-store")])
        }
    }
}
