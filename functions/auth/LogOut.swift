internal import Accounts
internal import FunctionKit

/// `POST /api/v1/auth/logout` ends the caller's session.
///
/// Its refresh token is good for nothing from now on. The access token runs out within ten minutes.
///
/// - 204: ended, now or before.
struct LogOut: Endpoint {
    static let route = Route.post("/api/v1/auth/logout", access: .signedIn, body: .none)

    let accounts: AccountStore

    func handle(_ request: Request) throws -> Response {
        try accounts.logOut(request.caller)
        return .empty(204)
    }
}
