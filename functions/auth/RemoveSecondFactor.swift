internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Mail
internal import Sessions

/// `POST /api/v1/auth/totp/remove` has logins ask for no code of an authenticator any more, and ends the caller's other sessions.
///
/// - 204: removed, now or before.
/// - 422 `wrong_password`, `wrong_code`: also where none came, and logins ask for one; `passkey_refused`, `passkey_challenge_invalid`.
///   429 `too_many_attempts`.
struct RemoveSecondFactor: Endpoint {
    static let route = Route.post("/api/v1/auth/totp/remove", access: .signedIn, body: .json(limit: Proof.bodyLimit))
        .shownOnce()

    static let operation = Operation(
        "Remove the second factor", tag: "Accounts",
        "Has logins ask for no code of an authenticator any more, and ends the caller's other sessions.",
        body: [
            .json(
                .proof,
                examples: [
                    .example(
                        "ada", "With password and code", ["current": "correct horse battery", "code": "123456"])
                ])
        ],
        answers: [Answer(204, "Removed, now or before.")],
        problems: ProofCheck.problems)

    let proofs: ProofCheck
    let sessions: SessionStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Proof.self)
        let caller = request.caller
        let ended = try request.proving {
            let email = try proofs.email(proving: request, by: body)
            return try request.transaction {
                let wasOn = try proofs.factors.remove(for: caller.user)
                if wasOn { try proofs.accounts.tell(.secondFactorOff, email) }
                // The tenant may ask for one.
                _ = try proofs.accounts.renewProof(of: caller)
                try request.record(.removeSecondFactor, AuditTarget(.user, "\(caller.user)"))
                return wasOn ? try sessions.endAll(of: caller.user, except: caller.session) : []
            }
        }
        request.lookAgainAfterCommit(live, ended: ended)
        return .empty(204)
    }
}
