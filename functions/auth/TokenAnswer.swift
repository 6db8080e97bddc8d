internal import AccessTokens
internal import Accounts
internal import FunctionKit
internal import Identity

/// What somebody gets who is let in.
struct TokenAnswer: Encodable {
    /// Short, since nothing takes an access token back before it runs out.
    static let accessTokenLifetime = Duration.seconds(10 * 60)

    let accessToken: String
    let refreshToken: String
    /// Seconds until the access token runs out.
    let expiresIn: Int64
    let user: UserAnswer
    let tenant: TenantAnswer
    /// Why the session may do nothing before that is put right.
    let restriction: String?

    private init(_ signIn: SignIn, _ signer: AccessTokenSigner) throws {
        accessToken = try signer.sign(signIn.caller, expiresIn: Self.accessTokenLifetime)
        refreshToken = signIn.refreshToken
        expiresIn = Self.accessTokenLifetime.components.seconds
        user = UserAnswer(signIn.account)
        tenant = TenantAnswer(signIn.account.tenant)
        restriction = signIn.restriction?.rawValue
    }

    /// Answers with tokens, or with the problem that `signIn` meets.
    static func response(
        status: Int = 200, _ signer: AccessTokenSigner, _ signIn: () throws -> SignIn
    ) throws -> Response {
        do {
            let answer = try TokenAnswer(signIn(), signer)
            return try .json(answer, status: status, headers: [("Cache-Control", "no-store")])
        } catch let error as AccountError {
            throw error.problem
        }
    }
}
