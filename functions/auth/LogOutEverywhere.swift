internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import Sessions

/// `POST /api/v1/auth/logout-everywhere` ends every session of the caller, this one too, in every tenant.
///
/// - 204: ended.
struct LogOutEverywhere: Endpoint {
    static let route = Route.post("/api/v1/auth/logout-everywhere", access: .signedIn, body: .none)
        .withProof()

    static let operation = Operation(
        "Log out everywhere", tag: "Accounts",
        "Ends every session of the caller, this one too, in every tenant. Their tokens are good for nothing from now on.",
        answers: [Answer(204, "Ended.")])

    let accounts: AccountStore
    let sessions: SessionStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let ended = try request.transaction {
            let ended = try sessions.endAll(of: request.caller.user)
            try accounts.endChallenges(of: request.caller.user)
            try request.record(.logOutEverywhere, AuditTarget(.user, "\(request.caller.user)"))
            return ended
        }
        // Without Redis the end is known everywhere within LiveSessions.memory.
        request.afterCommit { try? live.end(ended) }
        return Response(status: 204, headers: request.browser.isInUse ? request.browser.clearing : [])
    }
}
