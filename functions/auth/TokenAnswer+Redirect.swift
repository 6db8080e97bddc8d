internal import AccessTokens
internal import Accounts
internal import FunctionKit

extension TokenAnswer {
    /// Sends a browser on to a page of the platform, with its session in cookies. Who is asked for a code first takes the challenge along
    /// in the fragment, which no server is sent and no log has.
    static func redirect(
        to page: BrowserLogIn.Page, _ request: Request, _ signer: AccessTokenSigner, _ signIn: () throws -> SignIn
    ) throws -> Response {
        try checkKey(signer)
        var (location, headers) = (page.path, [("Cache-Control", "no-store"), request.browser.clearingLogIn])
        do {
            let signIn = try signIn()
            let access = try signer.sign(signIn.caller, expiresIn: accessTokenLifetime)
            headers +=
                request.browser.keeping(
                    access: access, refresh: signIn.refreshToken, for: AccountStore.sessionLifetime
                ).headers
        } catch AccountError.secondFactorRequired(let challenge) {
            location += "#challenge=\(challenge)"
        } catch let error as AccountError {
            throw error.problem
        }
        return Response(status: 303, headers: [("Location", location)] + headers)
    }
}
