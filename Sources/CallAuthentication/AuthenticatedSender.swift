package import HTTPClient
package import Identity

/// Sends requests with what their services need to know who calls.
///
/// Access tokens are held until shortly before they end, and shared by the calls of a tenant that have the same
/// settings. Where a service answers 401 to a token that was held, a new one is obtained and the request is sent again, once.
package final class AuthenticatedSender: Sendable {
    private let client: HTTPClient
    private let tokens = TokenSource()

    package init(client: HTTPClient) {
        self.client = client
    }

    /// Starts a call.
    ///
    /// - Parameters:
    ///   - request: its time limit is for everything, its other limits and rules for the service and the authorization
    ///     server alike. A call that waits for a token that another call asked for may wait as long as that one.
    ///   - tenant: whose tokens may be used.
    ///   - then: called exactly once, on any thread, perhaps before this returns: must not block.
    @discardableResult
    package func send(
        _ request: HTTPRequest, as authentication: ResolvedAuthentication, for tenant: TenantID,
        then: @escaping @Sendable (Result<HTTPResponse, CallError>) -> Void
    ) -> AuthenticatedTransfer {
        let call = AuthenticatedCall(
            client: client, tokens: tokens, tenant: tenant, request: request, deadline: .now + request.timeout,
            then: then)
        switch authentication {
        case .oauth2(let settings): call.obtainToken(settings, .oauth2)
        case .oidc(let settings): call.obtainToken(settings, .oidc)
        case .none, .basic, .bearer, .digest:
            do throws(AuthenticationError) {
                call.send(try authentication.authorize(request))
            } catch {
                then(.failure(.authentication(error)))
            }
        }
        return call.transfer
    }
}
