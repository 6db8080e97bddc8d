extension OAuth2Settings {
    init(_ members: PolicyMembers) throws(AuthenticationError) {
        guard let grant = try members.word(Grant.self, "grant") else {
            throw .missingMember(members.scheme, "grant")
        }
        self.init(
            authority: try members.address("authority"), grant: grant, client: try Self.client(members),
            tokenEndpoint: try members.object("endpoints")?.text("token") ?? Self.standardTokenEndpoint,
            encoding: try members.object("request")?.word(Encoding.self, "encoding") ?? .form,
            issuers: try members.texts("issuers"), scopes: try members.texts("scopes"),
            audiences: try members.texts("audiences"), username: try members.text("username"),
            password: try members.text("password"), subject: try Self.token("subject", of: members),
            actor: try Self.token("actor", of: members))
    }

    private static func client(_ members: PolicyMembers) throws(AuthenticationError) -> Client? {
        guard let client = try members.object("client") else { return nil }
        return Client(
            id: try client.text("id"), secret: try client.text("secret"), assertion: try client.text("assertion"),
            authentication: try client.word(ClientAuthentication.self, "authentication") ?? .secretPost)
    }

    private static func token(_ name: String, of members: PolicyMembers) throws(AuthenticationError) -> Token? {
        guard let token = try members.object(name) else { return nil }
        return Token(token: try token.required("token"), type: try token.required("type"))
    }
}
