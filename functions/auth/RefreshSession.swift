internal import AccessTokens
internal import Accounts
internal import Audit
internal import FunctionKit
internal import JSON
internal import Sessions

/// `POST /api/v1/auth/refresh` takes a refresh token and gives new tokens. Each refresh token is good once. Without a body it is
/// the one of the cookie, and so are the new ones.
///
/// - 200: tokens, see ``TokenAnswer``.
/// - 401 `refresh_token_missing`: neither in a body nor in a cookie. 403 `csrf_invalid`, of a browser.
/// - 401 `refresh_token_invalid`: unknown, expired, of an ended session, or used before, which ends its session.
struct RefreshSession: Endpoint {
    static let route = Route.post("/api/v1/auth/refresh", access: .open, body: .optionalJSON(limit: credentialsLimit))
        .openingSession()

    static let operation = Operation(
        "Refresh a session", tag: "Accounts",
        "Takes a refresh token and gives new tokens. A refresh token that comes a second time ends its session. Without a body it is the one of the browser's cookie.",
        body: [
            .json(
                .object(["refreshToken": .string()], isClosed: true),
                examples: [.example("next", "The token of the answer before", ["refreshToken": "3f0c…"])])
        ],
        answers: [TokenAnswer.answer(200, "The next tokens.")], problems: [.refreshTokenInvalid, .refreshTokenMissing])

    struct Body: Decodable {
        let refreshToken: String
    }

    let accounts: AccountStore
    let live: LiveSessions
    let signer: AccessTokenSigner

    func handle(_ request: Request) throws -> Response {
        let token = try request.refreshToken(request.jsonIfAny(Body.self)?.refreshToken)
        return try TokenAnswer.response(to: request, usesCookies: token.usesCookies, signer) {
            try accounts.refresh(
                token.text, from: request.origin,
                recording: { session, tenant in
                    let target = AuditTarget(.session, "\(session)")
                    try request.record(.refreshTokenReused, target, outcome: .failed, in: tenant)
                },
                ended: { session, tenant in try? live.end(session, in: tenant) })
        }
    }
}
