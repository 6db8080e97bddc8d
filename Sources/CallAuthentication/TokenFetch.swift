internal import HTTPClient

/// Obtains a token: asks where, with OpenID Connect, and then for it.
struct TokenFetch: Sendable {
    /// What obtaining a token may take, unless the call has less.
    static let timeLimit = Duration.seconds(30)

    let client: HTTPClient
    let settings: OAuth2Settings
    let scheme: AuthenticationScheme
    /// The one that the last answer brought.
    let refreshToken: String?
    /// The call: what may be connected to counts for the token as well.
    let call: HTTPRequest
    let deadline: ContinuousClock.Instant
    let transfer: AuthenticatedTransfer
    /// Called once.
    let then: @Sendable (Result<BearerToken, CallError>) -> Void

    func start() {
        guard scheme == .oidc else {
            let isAbsolute = settings.tokenEndpoint.hasPrefix("http://") || settings.tokenEndpoint.hasPrefix("https://")
            let slash = settings.tokenEndpoint.hasPrefix("/") ? "" : "/"
            ask(
                isAbsolute
                    ? settings.tokenEndpoint
                    : settings.authority.withoutTrailingSlash + slash + settings.tokenEndpoint)
            return
        }
        let discovery = Discovery(settings)
        let headers = [("Accept", "application/json")]
        exchange("GET", discovery.url, headers, [], limit: Discovery.sizeLimit) { response in
            do throws(AuthenticationError) {
                ask(try discovery.tokenEndpoint(response))
            } catch {
                then(.failure(.authentication(error)))
            }
        }
    }

    private func ask(_ endpoint: String) {
        do throws(AuthenticationError) {
            let asked = try TokenRequest(settings, scheme: scheme, endpoint: endpoint, refreshToken: refreshToken)
            let (headers, body) = (asked.headers(settings.encoding), asked.body(settings.encoding))
            exchange("POST", endpoint, headers, body, limit: TokenAnswer.sizeLimit) { response in
                do throws(AuthenticationError) {
                    let place = Place.text(endpoint)
                    then(.success(try TokenAnswer.token(response, from: place, issuers: settings.issuers)))
                } catch {
                    then(.failure(.authentication(error)))
                }
            }
        } catch {
            then(.failure(.authentication(error)))
        }
    }

    private func exchange(
        _ method: String, _ url: String, _ headers: [(String, String)], _ body: [UInt8], limit: Int,
        answered: @escaping @Sendable (HTTPResponse) -> Void
    ) {
        var request = call
        request.method = method
        request.url = url
        request.headers = headers
        request.body = body
        request.digestCredentials = nil
        request.timeout = max(.zero, ContinuousClock.now.duration(to: deadline))
        request.maxResponseBytes = limit
        // A redirect would carry the secret elsewhere.
        request.followRedirects = false
        let isGoing = transfer.step { [request] in
            client.send(request) { result in
                switch result {
                case .success(let response): answered(response)
                case .failure(.cancelled): then(.failure(.http(.cancelled)))
                case .failure(let error):
                    let error = error.ofWhole(min(call.timeout, Self.timeLimit))
                    then(.failure(.authentication(.noAnswer(Place.text(url), error))))
                }
            }.cancel
        }
        if !isGoing { then(.failure(.http(.cancelled))) }
    }
}
