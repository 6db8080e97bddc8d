internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import Sessions

/// `POST /api/v1/auth/logout` ends the caller's session.
///
/// Its refresh token and its access tokens are good for nothing from now on.
///
/// - 204: ended, now or before. The cookies of a browser go.
struct LogOut: Endpoint {
    static let route = Route.post("/api/v1/auth/logout", access: .signedIn, body: .none)

    static let operation = Operation(
        "Log out", tag: "Accounts",
        "Ends the caller's session. Its refresh token is good for nothing from now on.",
        answers: [Answer(204, "Ended, now or before.")])

    let accounts: AccountStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        try request.transaction {
            guard try accounts.logOut(caller) else { return }
            try request.record(.logOut, AuditTarget(.session, "\(caller.session)"))
        }
        // Without Redis the end is known everywhere within LiveSessions.memory.
        request.afterCommit { try? live.end(caller.session, in: caller.tenant) }
        return Response(status: 204, headers: request.browser.isInUse ? request.browser.clearing : [])
    }
}
