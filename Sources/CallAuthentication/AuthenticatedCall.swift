internal import HTTPClient
internal import Identity

/// One call under way: token, request, and once more where the token was refused.
struct AuthenticatedCall: Sendable {
    let client: HTTPClient
    let tokens: TokenSource
    let tenant: TenantID
    let request: HTTPRequest
    let deadline: ContinuousClock.Instant
    let then: @Sendable (Result<HTTPResponse, CallError>) -> Void
    let transfer = AuthenticatedTransfer()

    /// - Parameter refused: the token that the service did not take.
    func obtainToken(_ settings: OAuth2Settings, _ scheme: AuthenticationScheme, except refused: String? = nil) {
        let key = TokenKey(tenant, settings, scheme)
        if let token = tokens.held(key, except: refused) {
            let mayAskAgain = refused == nil
            return send(request.with(authorization: "Bearer \(token.value)")) { response in
                guard response.status == 401, mayAskAgain else { return false }
                obtainToken(settings, scheme, except: token.value)
                return true
            }
        }
        let isGoing = transfer.step {
            tokens.ask(key) { fetch, refreshToken, taker in
                TokenFetch(
                    client: client, settings: settings, scheme: scheme, refreshToken: refreshToken, call: request,
                    deadline: min(deadline, .now + TokenFetch.timeLimit), transfer: fetch, then: taker
                ).start()
            } taker: { result in
                switch result {
                case .success(let token): send(request.with(authorization: "Bearer \(token.value)"))
                case .failure(let error): then(.failure(error))
                }
            }
        }
        if !isGoing { then(.failure(.http(.cancelled))) }
    }

    /// - Parameter isTaken: whether an answer is not the caller's.
    func send(_ request: HTTPRequest, unless isTaken: @escaping @Sendable (HTTPResponse) -> Bool = { _ in false }) {
        let timeout = request.timeout
        var request = request
        request.timeout = max(.zero, ContinuousClock.now.duration(to: deadline))
        let isGoing = transfer.step { [request, client, then] in
            client.send(request) { result in
                if case .success(let response) = result, isTaken(response) { return }
                then(result.mapError { .http($0.ofWhole(timeout)) })
            }.cancel
        }
        if !isGoing { then(.failure(.http(.cancelled))) }
    }
}

extension HTTPError {
    /// An exchange gets what is left of the time; errors name the limit that was set.
    func ofWhole(_ limit: Duration) -> HTTPError {
        if case .timeLimit = self { .timeLimit(limit) } else { self }
    }
}
