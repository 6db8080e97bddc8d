internal import AccessTokens
internal import Accounts
internal import FunctionKit
internal import Glibc
internal import Identity

/// What somebody gets who is let in.
struct TokenAnswer: Encodable {
    /// Short, since nothing takes an access token back before it runs out.
    static let accessTokenLifetime = Duration.seconds(10 * 60)

    /// Nil, as the next one: in a cookie.
    let accessToken: String?
    let refreshToken: String?
    /// For requests that change something; nil: no cookies are used.
    let csrfToken: String?
    /// Seconds until the access token runs out.
    let expiresIn: Int64
    let user: UserAnswer
    let tenant: TenantAnswer
    /// Why the session may do nothing before that is put right.
    let restriction: String?

    private init(_ signIn: SignIn, access: String, csrfToken: String?) {
        accessToken = csrfToken == nil ? access : nil
        refreshToken = csrfToken == nil ? signIn.refreshToken : nil
        self.csrfToken = csrfToken
        expiresIn = Self.accessTokenLifetime.components.seconds
        user = UserAnswer(signIn.account)
        tenant = TenantAnswer(signIn.account.tenant)
        restriction = signIn.restriction?.rawValue
    }

    /// Looks whether tokens of this process are accepted. Where its key was taken away, it ends in good order, and its supervisor
    /// starts it with the key of now.
    static func checkKey(_ signer: AccessTokenSigner) throws(Problem) {
        guard !signer.isAccepted() else { return }
        kill(getpid(), SIGTERM)
        throw .signingKeyRetired
    }

    /// Answers with tokens, or with the problem that `signIn` meets.
    ///
    /// - Parameter usesCookies: whether the tokens go into cookies; nil: as the request wishes.
    static func response(
        to request: Request, status: Int = 200, usesCookies: Bool? = nil, _ signer: AccessTokenSigner,
        _ signIn: () throws -> SignIn
    ) throws -> Response {
        let browser = request.browser
        let usesCookies = usesCookies ?? browser.isWanted
        try checkKey(signer)
        do {
            let signIn = try signIn()
            let access = try signer.sign(signIn.caller, expiresIn: Self.accessTokenLifetime)
            let kept =
                usesCookies
                ? browser.keeping(
                    access: access, refresh: signIn.refreshToken, for: AccountStore.sessionLifetime) : nil
            return try .json(
                TokenAnswer(signIn, access: access, csrfToken: kept?.proof), status: status,
                headers: [("Cache-Control", "no-store")] + (kept?.headers ?? []))
        } catch let error as AccountError {
            // Cookies that are good for nothing would only come again.
            let isOver = error == .refreshTokenInvalid && usesCookies
            throw isOver ? error.problem.with(headers: browser.clearing) : error.problem
        }
    }
}
