import Database
import HTTPClient
import Identity
import JSON

/// Sends the examples of the API's description, in its order, as somebody would who works through it.
struct APIExamples {
    let description: APIDescription
    let platform: Platform
    /// Of operations with this tag; signing in gives another one to those that follow.
    private var tokens: [String: String] = [:]
    /// What links of answers say about later operations, by their ids.
    private var parameters: [String: [String: String]] = [:]
    private var bodies: [String: JSON] = [:]

    init(_ description: APIDescription, _ platform: Platform) {
        self.description = description
        self.platform = platform
    }

    /// They end the session, so each has one of its own.
    private static let ending: Set = ["logOut", "logOutEverywhere"]
    /// They sign in somebody else than whom the examples are about.
    private static let joining: Set = ["acceptInvitation"]
    /// They take what comes by mail or from an authenticator: see `MailTests`, `SecondFactorTests`.
    /// `issueToken` takes a key that was shown once: see `APIKeyTests`.
    private static let mailed: Set = [
        "verifyEmail", "confirmPasswordReset", "confirmSecondFactor", "completeLogIn", "issueToken",
    ]

    /// They take the tenant's name, which no example knows, and what then is there: see `DeletedTenantTests`.
    private static let named: Set = ["deleteTenant", "restoreTenant"]
    /// It takes somebody who is not the only admin: see `DeletedAccountTests`.
    private static let refused: Set = ["deleteAccount"]
    /// They take an identity provider: see `IdentityProviderTests`.
    private static let federated: Set = [
        "beginProviderLogIn", "completeProviderLogIn", "finishProviderLogIn", "linkIdentity", "unlinkIdentity",
    ]

    /// They take an authenticator, or a passkey: see `PasskeyTests`.
    private static let signed: Set = ["logInWithPasskey", "beginProof", "addPasskey", "removePasskey"]

    private static let apart = mailed.union(named).union(refused).union(federated).union(signed)

    /// - Returns: the requests that were not answered with a success that the operation describes.
    mutating func failures() throws -> [String] {
        let admin = try Client.registered(at: platform)
        try addMember(to: admin)
        try addInvitation(by: admin)
        let standard = admin.token
        var failures: [String] = []
        for operation in description.operations where !Self.apart.contains(operation.id) {
            for target in targets(of: operation) {
                for example in operation.examples() {
                    let own = try Self.ending.contains(operation.id) ? Client.registered(at: platform).token : nil
                    let token = operation.isOpen ? nil : own ?? tokens[operation.tag] ?? standard
                    let answer = try Client(url: platform.url, token: token).send(
                        operation.method, target, headers: example.type.map { [("Content-Type", $0)] } ?? [],
                        body: bytes(of: example, for: operation))
                    guard (200...299).contains(answer.status),
                        let described = description.response(answer.status, of: operation)
                    else {
                        failures.append("\(operation.id) \(target): \(answer.status) \(answer.text)")
                        continue
                    }
                    try note(answer, described, Self.joining.contains(operation.id) ? nil : operation.tag)
                }
            }
        }
        return failures
    }

    /// The second member whom the examples are about.
    private func addMember(to admin: Client) throws {
        let tenant = try admin.get("/api/v1/auth/me").json["tenant"]?["id"]?.string.flatMap(TenantID.init)
        let user = UserID("01890a5d-ac96-774b-bcce-b302099a8058")
        let database = Database(platform.database)
        try database.execute(
            """
            INSERT INTO users (id, email, password_hash, created_at)
            VALUES (\(user), 'grace@example.com', '', UTC_TIMESTAMP(6))
            """)
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(tenant), \(user), 'viewer', UTC_TIMESTAMP(6))
            """)
    }

    /// The invitation that is accepted in an example.
    private func addInvitation(by admin: Client) throws {
        let operation = description.operations.first { $0.id == "acceptInvitation" }
        let token = operation?.examples().first?.body?["token"]?.string
        let me = try admin.get("/api/v1/auth/me").json
        let tenant = me["tenant"]?["id"]?.string.flatMap(TenantID.init)
        let user = me["user"]?["id"]?.string.flatMap(UserID.init)
        try Database(platform.database).execute(
            """
            INSERT INTO invitations (
                tenant_id, id, email, roles, token_hash, invited_by, created_at, expires_at
            )
            VALUES (
                \(tenant), \(UserID()), 'new@example.com', 'viewer', UNHEX(SHA2(\(token), 256)), \(user),
                UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL 1 DAY
            )
            """)
    }

    /// Without a query, and with each parameter that has an example.
    private func targets(of operation: DescribedOperation) -> [String] {
        let path = operation.parameters(in: "path").reduce(operation.path) { path, parameter in
            let name = parameter["name"]?.string ?? ""
            let value = parameters[operation.id]?[name] ?? parameter["example"]?.string ?? ""
            return path.split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(separator: value)
        }
        let queries = operation.parameters(in: "query").compactMap { parameter in
            parameter["example"].map { "\(path)?\(parameter["name"]?.string ?? "")=\($0.string ?? $0.text)" }
        }
        return [path] + queries
    }

    private func bytes(of example: (type: String?, body: JSON?), for operation: DescribedOperation) -> [UInt8] {
        guard let body = bodies[operation.id] ?? example.body else { return [] }
        if example.type != "application/json", let text = body.string { return Array(text.utf8) }
        return body.bytes
    }

    private mutating func note(_ answer: HTTPResponse, _ described: JSON, _ tag: String?) throws {
        guard answer.header("Content-Type") == "application/json" else { return }
        let json = try answer.json
        if let tag, let token = json["accessToken"]?.string { tokens[tag] = token }
        for link in (described["links"]?.object ?? [:]).values {
            guard let id = link["operationId"]?.string else { continue }
            for (name, expression) in link["parameters"]?.object ?? [:] {
                if let value = Self.value(expression, json)?.string { parameters[id, default: [:]][name] = value }
            }
            if let members = link["requestBody"]?.object {
                bodies[id] = .object(members.mapValues { Self.value($0, json) ?? .null })
            }
        }
    }

    /// What a runtime expression such as `$response.body#/id`, also in braces, stands for.
    private static func value(_ expression: JSON, _ body: JSON) -> JSON? {
        let text = (expression.string ?? "").split(whereSeparator: { "{}".contains($0) }).joined()
        guard text.hasPrefix("$response.body#") else { return expression }
        return JSONPointer(String(text.dropFirst("$response.body#".count))).flatMap { body[$0] }
    }
}
