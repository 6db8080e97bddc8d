import JSON

extension DocumentReader {
    private static let properties = [
        "authority", "grant", "client", "request", "issuers", "scopes", "audiences", "username", "password", "subject",
        "actor",
    ]

    /// - Parameter hasEndpoints: false for OpenID Connect, whose authority names them.
    func oauth2(_ node: DocumentNode, hasEndpoints: Bool) -> OAuth2Policy? {
        let known = Self.properties + (hasEndpoints ? ["endpoints"] : []) + ["use"]
        let example = "{authority: https://…, grant: client_credentials, client: {…}}"
        guard let members = members(of: node, taking: known, example: example) else { return nil }
        let authority = required("authority", in: members, writing: "authority: https://login.example.com")
            .flatMap { uri($0) }
        let grant = required("grant", in: members, writing: "grant: client_credentials")
            .flatMap { word(OAuth2Policy.Grant.self, $0) }
        let client = members["client"].flatMap(client)
        let endpoints = endpoints(members["endpoints"])
        let encoding = members["request"].flatMap(encoding)
        let (issuers, scopes, audiences) = (
            texts(members["issuers"]), texts(members["scopes"]), texts(members["audiences"])
        )
        let (username, password) = (text(members["username"]), text(members["password"]))
        let (subject, actor) = (members["subject"].flatMap(token), members["actor"].flatMap(token))
        guard let authority, let grant else { return nil }
        return OAuth2Policy(
            authority: authority, grant: grant, client: client, endpoints: endpoints, encoding: encoding ?? .form,
            issuers: issuers, scopes: scopes, audiences: audiences, username: username, password: password,
            subject: subject, actor: actor)
    }

    private func client(_ node: DocumentNode) -> OAuth2Client? {
        let known = ["id", "secret", "assertion", "authentication"]
        guard let members = members(of: node, taking: known, example: "{id: …, secret: …}") else { return nil }
        return OAuth2Client(
            id: text(members["id"]), secret: text(members["secret"]), assertion: text(members["assertion"]),
            authentication: word(OAuth2Client.Authentication.self, members["authentication"]) ?? .secretPost)
    }

    private func endpoints(_ node: DocumentNode?) -> OAuth2Policy.Endpoints {
        let members = node.flatMap {
            self.members(of: $0, taking: ["token", "revocation", "introspection"], example: "{token: /oauth2/token}")
        }
        return OAuth2Policy.Endpoints(
            token: text(members?["token"]) ?? .literal("/oauth2/token"),
            revocation: text(members?["revocation"]) ?? .literal("/oauth2/revoke"),
            introspection: text(members?["introspection"]) ?? .literal("/oauth2/introspect"))
    }

    private func encoding(_ node: DocumentNode) -> OAuth2Policy.Encoding? {
        members(of: node, taking: ["encoding"], example: "{encoding: application/json}")
            .flatMap { word(OAuth2Policy.Encoding.self, $0["encoding"]) }
    }

    private func token(_ node: DocumentNode) -> OAuth2Token? {
        guard let members = members(of: node, taking: ["token", "type"], example: "{token: …, type: …}") else {
            return nil
        }
        let token = required("token", in: members, writing: "token: '${ .token }'").flatMap { text($0) }
        let type = required("type", in: members, writing: "type: urn:ietf:params:oauth:token-type:access_token")
            .flatMap { text($0) }
        guard let token, let type else { return nil }
        return OAuth2Token(token: token, type: type)
    }
}
