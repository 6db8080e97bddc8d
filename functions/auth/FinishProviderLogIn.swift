internal import FunctionKit
internal import Identity
internal import JSON
internal import OpenIDConnect

/// `GET /api/v1/auth/oidc/{tenant}/{provider}/callback?code=&state=&iss=`: where a provider sends a browser back that began a login
/// without a `redirectUri` of its own. What else the provider says is passed over (RFC 6749, section 4.1.2).
///
/// - 303: to the page that it named at the beginning, with the session's cookies. Who is asked for a code first has `#challenge=` in
///   the address, for ``CompleteLogIn``.
/// - 401 `provider_login_invalid`: begun in another browser, answered before, or older than ten minutes. `provider_refused`,
///   `identity_unknown`; 409, 502, 503: as ``CompleteProviderLogIn``. Begin the login again.
struct FinishProviderLogIn: Endpoint {
    static let route = Route.get(
        "/api/v1/auth/oidc/{tenant}/{provider}/callback", access: .open, query: [.code, .state, .issuer, .refusal]
    ).ignoringOtherParameters()

    static let operation = Operation(
        "Finish a browser's login with an identity provider", tag: "Accounts",
        """
        Where a provider sends the browser back to that began a login for cookies, without a `redirectUri`. Only that browser is let \
        in, and goes on to the page that it named.
        """,
        path: [.providerTenant, .provider],
        answers: [
            Answer(
                303, "To that page. Who is asked for a code first has `#challenge=` in the address, for completeLogIn.",
                headers: ["Location", "Cache-Control"])
        ],
        problems: [
            .providerLogInInvalid, .providerRefused, .providerNotFound, .unknownIdentity, .identityTaken,
            .tooManyIdentities, .providerUnavailable, .providersBusy, .signingKeyRetired, .invalidCredentials,
        ])

    let completion: CompleteProviderLogIn

    func handle(_ request: Request) throws -> Response {
        do {
            return try finish(request)
        } catch let problem as Problem {
            // It is good for nothing any more.
            throw problem.with(headers: problem.headers.map { ($0.name, $0.value) } + [request.browser.clearingLogIn])
        }
    }

    private func finish(_ request: Request) throws -> Response {
        guard request.query("error") == nil else { throw Problem.providerRefused }
        guard let tenant = TenantID(request.path("tenant")),
            let begun = request.browser.logIn.flatMap(BrowserLogIn.init),
            let code = request.query("code"), let state = request.query("state")
        else { throw Problem.providerLogInInvalid }
        let answer = CompleteProviderLogIn.Body(
            code: code, state: state, secret: begun.secret.text, iss: request.query("iss"))
        return try completion.complete(request, answer, begun.secret, in: tenant) { signIn in
            try TokenAnswer.redirect(to: begun.page, request, completion.signer, signIn)
        }
    }
}

extension Parameter {
    fileprivate static let code = Parameter(
        "code", .string(), "For the provider's token.", example: "SplxlOBeZQQYbYS6WxSbIA")
    fileprivate static let state = Parameter("state", .string(), "Of the login that was begun.", example: "p7Zk")
    fileprivate static let issuer = Parameter("iss", .string(), "Who answers, if it says so (RFC 9207).")
    fileprivate static let refusal = Parameter("error", .string(), "Why the provider lets nobody in.")
}
