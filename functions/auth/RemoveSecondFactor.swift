internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Mail
internal import Sessions

/// `POST /api/v1/auth/totp/remove` has logins ask for the password only, and ends the caller's other sessions.
///
/// - 204: removed, now or before.
/// - 422 `wrong_password`, `wrong_code`: also where none came, and logins ask for one. 429 `too_many_attempts`.
struct RemoveSecondFactor: Endpoint {
    static let route = Route.post("/api/v1/auth/totp/remove", access: .signedIn, body: .json(limit: credentialsLimit))
        .shownOnce()

    static let operation = Operation(
        "Remove the second factor", tag: "Accounts",
        "Has logins ask for the password only, and ends the caller's other sessions.",
        body: [
            .json(
                .proof,
                examples: [
                    .example(
                        "ada", "With password and code", ["current": "correct horse battery", "code": "123456"])
                ])
        ],
        answers: [Answer(204, "Removed, now or before.")],
        problems: [.wrongPassword, .wrongCode, .tooManyAttempts])

    let accounts: AccountStore
    let factors: SecondFactorStore
    let sessions: SessionStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Proof.self)
        let caller = request.caller
        let ended = try request.proving {
            let email = try accounts.prove(
                body.current, code: body.code, of: caller, factors, from: request.origin)
            return try request.transaction {
                let wasOn = try factors.remove(for: caller.user)
                if wasOn { try accounts.tell(.secondFactorOff, email) }
                // The tenant may ask for one.
                _ = try accounts.renewProof(of: caller)
                try request.record(.removeSecondFactor, AuditTarget(.user, "\(caller.user)"))
                return wasOn ? try sessions.endAll(of: caller.user, except: caller.session) : []
            }
        }
        // Without Redis the ends are known everywhere within LiveSessions.memory.
        request.afterCommit {
            try? live.forget(caller.session, in: caller.tenant)
            try? live.end(ended)
        }
        return .empty(204)
    }
}
