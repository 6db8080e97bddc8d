import AccessTokens
import Database
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// A tenant with one of everything, and tokens of its members and of others.
struct AccessTenant {
    let platform: Platform
    let id: TenantID
    let admin: Client
    let signer: AccessTokenSigner
    /// A member whose roles change.
    let other: Caller
    /// What the parameters of paths stand for.
    private(set) var parameters: [String: String] = [:]

    static func document(_ name: String) -> String {
        "{document: {dsl: 1.0.3, namespace: matrix, name: \(name), version: 1.0.0}, do: [{a: {set: {b: 1}}}]}"
    }

    static let event: JSON = ["specversion": "1.0", "id": "1", "source": "/matrix", "type": "matrix.happened"]

    init(at platform: Platform) throws {
        self.platform = platform
        signer = try AccessTokenSigner(keyFile: platform.keys.privateKey)
        admin = try Client.registered(at: platform)
        id = try #require(try admin.get("/api/v1/auth/me").json["tenant"]?["id"]?.string.flatMap(TenantID.init))
        other = try TestSession.insert(.viewer, of: id, into: Database(platform.database))
        try admin.deploy(Self.document("deployed"))
        try admin.deploy(Self.document("started"))
        try admin.createAgent(["name": "taken", "instructions": "Judge."])
        try admin.createAgent(["name": "judge", "instructions": "Judge."])
        try admin.putSecret("key", "value")
        let run = try admin.start("matrix/started")
        _ = try admin.finished(run)
        #expect(try admin.put("/api/v1/roles/own", ["permissions": []]).status == 201)
        let provider: JSON = ["issuer": "https://login.example.com", "clientId": "intelligentic"]
        #expect(try admin.put("/api/v1/identity-providers/company", provider).status == 201)
        parameters = ["namespace": "matrix", "id": run, "user": "\(other.user)"]
        let account = try admin.post("/api/v1/service-accounts", ["name": "taken", "roles": [["role": "viewer"]]])
        parameters["account"] = try account.json["id"]?.string
        parameters["key"] = run
    }

    /// A new API key of the admin.
    func key(_ scopes: PermissionSet) throws -> (id: String, text: String) {
        let names = scopes.permissions.map { JSON.string($0.description) }
        let made = try admin.post("/api/v1/api-keys", ["name": "matrix", "scopes": .array(names)])
        return (try #require(try made.json["id"]?.string), try #require(try made.json["key"]?.string))
    }

    /// Where an operation is called for this tenant's thing.
    func target(_ operation: DescribedOperation) -> String {
        target(operation) { parameters[$0] ?? name(of: operation.tag) }
    }

    /// Where the same operation is called for a thing that nobody has.
    func nowhere(_ operation: DescribedOperation) -> String {
        target(operation) { ["id", "user", "account", "key"].contains($0) ? "\(UserID())" : "nothing" }
    }

    private func target(_ operation: DescribedOperation, _ value: (String) -> String) -> String {
        operation.parameters(in: "path").compactMap { $0["name"]?.string }.reduce(operation.path) { path, name in
            path.split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(separator: value(name))
        }
    }

    private func name(of tag: String) -> String {
        ["Agents": "judge", "Secrets": "key", "Members": "own", "Identity providers": "company"][tag] ?? "started"
    }

    /// A new session of somebody with one role.
    func token(_ role: Role) throws -> String {
        try token(TestSession.insert(role, of: id, into: Database(platform.database)))
    }

    func token(_ caller: Caller) throws -> String {
        try signer.sign(caller.proven(at: .now), expiresIn: .seconds(600))
    }

    /// A new session of an admin of another tenant.
    func foreignToken() throws -> String {
        try token(TestSession.insert(.admin, into: Database(platform.database)))
    }

    /// Tokens that let nobody in, with what they are answered.
    func badTokens() throws -> [(token: String?, code: String)] {
        let database = Database(platform.database)
        let caller = try TestSession.insert(.admin, of: id, into: database)
        let ended = try TestSession.insert(.admin, of: id, into: database)
        try database.execute("UPDATE sessions SET ended_at = UTC_TIMESTAMP(6) WHERE id = \(ended.session)")
        let forged = try TestServers.temporaryDirectory { directory in
            let keys = try AccessTokenSigner.generateKeyFiles(directory: directory)
            return try AccessTokenSigner(keyFile: keys.privateKey).sign(caller, expiresIn: .seconds(600))
        }
        let elsewhere = Caller(user: caller.user, tenant: TenantID(), session: caller.session, role: .admin)
        return [
            (nil, "token_missing"),
            (try signer.sign(caller, expiresIn: .seconds(60), at: .now + .seconds(-600)), "token_expired"),
            (forged, "token_invalid"), (try token(ended), "session_ended"), (try token(elsewhere), "session_ended"),
        ]
    }

    /// Gives ``other`` exactly these permissions.
    func permit(_ permissions: PermissionSet) throws {
        let names = permissions.permissions.map { JSON.string($0.description) }
        #expect(try [200, 201].contains(admin.put("/api/v1/roles/scoped", ["permissions": .array(names)]).status))
        #expect(
            try admin.put("/api/v1/members/\(other.user)/roles", ["roles": [["role": "scoped"]]]).status == 200)
    }

    func send(
        _ operation: DescribedOperation, _ row: AccessRow, as token: String?, to target: String? = nil
    ) throws -> HTTPResponse {
        var headers = row.body.map { [("Content-Type", $0.type)] } ?? []
        if let condition = row.condition { headers.append(("If-Match", condition)) }
        return try Client(url: platform.url, token: token).send(
            operation.method, target ?? self.target(operation), headers: headers,
            body: Array((row.body?.text ?? "").utf8))
    }
}
