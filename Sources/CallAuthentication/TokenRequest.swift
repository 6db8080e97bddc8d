internal import HTTPClient
internal import JSON
internal import TextEncodings

/// What is asked of a token endpoint.
struct TokenRequest {
    /// In the order of RFC 6749; a name may stand several times.
    private(set) var members: [(name: String, value: String)] = []
    /// Of the client that says its secret in a header.
    private(set) var authorization: String?

    /// - Parameters:
    ///   - endpoint: for whom an assertion of the client is.
    ///   - refreshToken: the one that the last answer brought, instead of the one in the settings.
    init(
        _ settings: OAuth2Settings, scheme: AuthenticationScheme, endpoint: String, refreshToken: String?
    ) throws(AuthenticationError) {
        members.append(("grant_type", settings.grant.rawValue))
        try addGrant(settings, scheme, refreshToken)
        if !settings.scopes.isEmpty { members.append(("scope", settings.scopes.joined(separator: " "))) }
        members += settings.audiences.map { ("audience", $0) }
        if let client = settings.client { try addClient(client, scheme, endpoint) }
    }

    private mutating func addGrant(
        _ settings: OAuth2Settings, _ scheme: AuthenticationScheme, _ refreshToken: String?
    ) throws(AuthenticationError) {
        switch settings.grant {
        case .authorizationCode: throw .authorizationCode
        case .clientCredentials: break
        case .password:
            members.append(("username", try Self.required(settings.username, "username", scheme)))
            members.append(("password", try Self.required(settings.password, "password", scheme)))
        case .refreshToken:
            let token = refreshToken ?? settings.subject?.token
            members.append(("refresh_token", try Self.required(token, "subject.token", scheme)))
        case .tokenExchange:
            guard let subject = settings.subject else { throw .missingMember(scheme, "subject") }
            members += [("subject_token", subject.token), ("subject_token_type", subject.type)]
            if let actor = settings.actor {
                members += [("actor_token", actor.token), ("actor_token_type", actor.type)]
            }
        }
    }

    private mutating func addClient(
        _ client: OAuth2Settings.Client, _ scheme: AuthenticationScheme, _ endpoint: String
    ) throws(AuthenticationError) {
        switch client.authentication {
        case .secretPost:
            members.append(("client_id", try Self.required(client.id, "client.id", scheme)))
            members.append(("client_secret", try Self.required(client.secret, "client.secret", scheme)))
        case .secretBasic:
            // Written as in a form before it becomes base64 (RFC 6749, section 2.3.1).
            let id = PercentEncoding.encodeForm(try Self.required(client.id, "client.id", scheme))
            let secret = PercentEncoding.encodeForm(try Self.required(client.secret, "client.secret", scheme))
            authorization = "Basic " + Base64.encode("\(id):\(secret)".utf8)
        case .secretJWT:
            if let assertion = client.assertion { return add(assertion, of: client) }
            let id = try Self.required(client.id, "client.id", scheme)
            let secret = try Self.required(client.secret, "client.secret", scheme)
            add(ClientAssertion.signed(client: id, secret: secret, endpoint: endpoint), of: client)
        case .privateKeyJWT:
            add(try Self.required(client.assertion, "client.assertion", scheme), of: client)
        case .none:
            if let id = client.id { members.append(("client_id", id)) }
        }
    }

    private mutating func add(_ assertion: String, of client: OAuth2Settings.Client) {
        // Some servers want it beside the assertion, which says it too.
        if let id = client.id { members.append(("client_id", id)) }
        members += [("client_assertion_type", ClientAssertion.type), ("client_assertion", assertion)]
    }

    private static func required(
        _ value: String?, _ name: String, _ scheme: AuthenticationScheme
    ) throws(AuthenticationError) -> String {
        guard let value else { throw .missingMember(scheme, name) }
        return value
    }
}

extension TokenRequest {
    func headers(_ encoding: OAuth2Settings.Encoding) -> [(String, String)] {
        [("Content-Type", encoding.rawValue), ("Accept", "application/json")]
            + (authorization.map { [("Authorization", $0)] } ?? [])
    }

    func body(_ encoding: OAuth2Settings.Encoding) -> [UInt8] {
        switch encoding {
        case .form:
            let pairs = members.map { "\($0.name)=\(PercentEncoding.encodeForm($0.value))" }
            return Array(pairs.joined(separator: "&").utf8)
        case .json:
            var object = JSONObject()
            for (name, value) in members {
                switch object[name] {
                case nil: object[name] = .string(value)
                case .array(let values): object[name] = .array(values + [.string(value)])
                case .some(let first): object[name] = .array([first, .string(value)])
                }
            }
            return JSON.object(object).bytes
        }
    }
}
