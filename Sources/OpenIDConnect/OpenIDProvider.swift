internal import AccessTokens
package import HTTPClient
internal import JSON
package import OutboundRules
internal import TextEncodings

/// An OpenID provider, asked over HTTP. Nothing that it says is kept: its keys are those of now.
package struct OpenIDProvider: Sendable {
    /// What all that is asked of a provider for one request may take.
    package static let timeLimit = Duration.seconds(6)
    /// The largest answer, in bytes.
    package static let answerLimit = 256 << 10

    let http: HTTPClient
    let issuer: String
    /// What may be connected to: the issuer is the tenant's choice, and all that it names.
    let rule: OutboundRule
    private let deadline: ContinuousClock.Instant

    package init(_ issuer: String, http: HTTPClient, rule: OutboundRule) {
        self.issuer = issuer
        self.http = http
        self.rule = rule
        deadline = .now + Self.timeLimit
    }

    /// What the provider says of itself (OpenID Connect Discovery 1.0, section 4).
    ///
    /// - Throws: ``OpenIDError``.
    package func metadata() throws(OpenIDError) -> ProviderMetadata {
        try ProviderMetadata(ask(.discovery, "GET", ProviderMetadata.url(of: issuer)), of: issuer)
    }

    /// Exchanges a code, and checks the ID token that comes for it (OpenID Connect Core 1.0, section 3.1.3).
    ///
    /// - Parameters:
    ///   - request: what the code is an answer to.
    ///   - needed: names of claims that are asked for at the UserInfo endpoint where the token lacks them.
    /// - Throws: ``OpenIDError``.
    package func identity(
        for code: String, to request: AuthorizationRequest, _ metadata: ProviderMetadata, needed: [String]
    ) throws(OpenIDError) -> IDTokenClaims {
        let answer = try ask(
            .token, "POST", metadata.tokenEndpoint, headers: credentials(of: request.client, metadata),
            body: form(code, request, metadata))
        guard let token = answer["id_token"]?.string else { throw .unusable(.token, "it answers no `id_token`") }
        let keys = IssuerKeys(try ask(.keys, "GET", metadata.keys))
        let payload: JSON
        do {
            payload = try keys.payload(of: token)
        } catch {
            guard case .invalid(let reason) = error else { throw .idToken("its time is over") }
            throw .idToken(reason)
        }
        var claims = try IDTokenClaims(
            payload, issuer: issuer, client: request.client.id, nonce: request.secret.nonce)
        if needed.contains(where: { payload[$0] == nil }), let endpoint = metadata.userInfoEndpoint,
            let access = answer["access_token"]?.string
        {
            claims.add(try ask(.userInfo, "GET", endpoint, headers: [("Authorization", "Bearer \(access)")]))
        }
        return claims
    }

    private func form(_ code: String, _ request: AuthorizationRequest, _ metadata: ProviderMetadata) -> [UInt8] {
        var parameters = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", request.redirectURI),
            ("code_verifier", request.secret.codeVerifier),
        ]
        switch (request.client.secret, metadata.takesSecretInBody) {
        case (nil, _): parameters.append(("client_id", request.client.id))
        case (let secret?, true):
            parameters += [("client_id", request.client.id), ("client_secret", secret)]
        case (_, false): break
        }
        let text = parameters.map { "\($0.0)=\(PercentEncoding.encodeForm($0.1))" }.joined(separator: "&")
        return Array(text.utf8)
    }

    /// Form-encoded first (RFC 6749, section 2.3.1).
    private func credentials(of client: OpenIDClient, _ metadata: ProviderMetadata) -> [(String, String)] {
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        guard let secret = client.secret, !metadata.takesSecretInBody else { return [type] }
        let pair = PercentEncoding.encodeForm(client.id) + ":" + PercentEncoding.encodeForm(secret)
        return [type, ("Authorization", "Basic " + Base64.encode(pair.utf8))]
    }

    private func ask(
        _ part: OpenIDError.Part, _ method: String, _ url: String, headers: [(String, String)] = [],
        body: [UInt8] = []
    ) throws(OpenIDError) -> JSON {
        let response: HTTPResponse
        do {
            // A redirect would carry code and secret elsewhere.
            response = try http.send(
                HTTPRequest(
                    method: method, url: url, headers: [("Accept", "application/json")] + headers, body: body,
                    timeout: max(.milliseconds(1), ContinuousClock.now.duration(to: deadline)),
                    connectTimeout: min(HTTPRequest.standardConnectTimeout, Self.timeLimit),
                    maxResponseBytes: Self.answerLimit, rule: rule))
        } catch let error as HTTPError {
            throw .noAnswer(part, error)
        } catch {
            throw .noAnswer(part, .cancelled)
        }
        let answer = try? JSON(parsing: response.body)
        guard response.status == 200 else {
            throw .refused(part, status: response.status, code: Self.code(answer))
        }
        guard let answer, answer.object != nil else { throw .unusable(part, "it is no JSON object") }
        return answer
    }

    /// The error's name (RFC 6749, section 5.2); nil where it is none that the standards could have.
    private static func code(_ answer: JSON?) -> String? {
        answer?["error"]?.string.flatMap { text in
            let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
            let isName =
                text.utf8.count <= 40 && text.utf8.allSatisfy { letters.contains($0) || $0 == UInt8(ascii: "_") }
            return isName ? text : nil
        }
    }
}

extension IDTokenClaims {
    /// Takes what the UserInfo endpoint says beside the token, if it is about the same subject (OpenID Connect Core 1.0,
    /// section 5.3.2).
    fileprivate mutating func add(_ info: JSON) {
        guard info["sub"]?.string == subject, let members = info.object else { return }
        for (name, value) in members where claims[name] == nil { claims[name] = value }
    }
}
