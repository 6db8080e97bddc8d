import Audit
import Database
import FunctionKit
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// What a request leaves in the audit log's intake.
@Suite struct RecordingTests {
    /// Writes a row and an entry, and may refuse it all afterwards.
    private struct Changing: Function {
        static let name = "changing"
        static let endpointTypes: [any Endpoint.Type] = [Change.self]

        static func endpoints(_ resources: Resources) -> [any Endpoint] { [Change(database: resources.database)] }
    }

    private struct Change: Endpoint {
        static let route = Route.post("/change", access: .signedIn, body: .json(limit: 1_000))
        static let operation = Operation(
            "Change", tag: "Change", "Change.",
            body: [.json(.object(["isRefused": .boolean], isClosed: true), examples: [])],
            answers: [Answer(204, "Changed.")], problems: [Problem(409, "refused", "Not this one.")])

        struct Body: Decodable {
            let isRefused: Bool
        }

        let database: Database

        func handle(_ request: Request) throws -> Response {
            let isRefused = try request.json(Body.self).isRefused
            try request.transaction {
                let id = UserID()
                try database.execute(
                    """
                    INSERT INTO users (id, email, password_hash, created_at)
                    VALUES (\(id), \("\(id)@example.com"), 'changed', \(Timestamp.now))
                    """)
                try request.record(.putSecret, AuditTarget(.secret, "s"), before: nil, after: ["revision": 1])
                guard !isRefused else { throw Problem(409, "refused", "Not this one.") }
            }
            return .empty(204)
        }
    }

    @Test func `a change and its entry are one, and say who and from where`() throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, of: Changing.self) { (function) throws in
                    let database = Database(configuration)
                    let caller = try function.person(.developer)
                    func change(_ isRefused: Bool, _ key: String? = nil) throws -> HTTPResponse {
                        try function.send(
                            "POST", "/change",
                            [
                                function.authorization(of: caller), ("Content-Type", "application/json"),
                                ("User-Agent", String(repeating: "a", count: 300)),
                            ] + (key.map { [("Idempotency-Key", $0)] } ?? []),
                            Array(#"{"isRefused":\#(isRefused)}"#.utf8))
                    }
                    let changed = try change(false)
                    #expect(changed.status == 204)
                    #expect(try change(true).problem == "refused")
                    #expect(try change(true, "k").problem == "refused")
                    for _ in 0..<3 { #expect(try change(false, "k").status == 204) }
                    let rows = try database.query("SELECT 1 FROM users WHERE password_hash = 'changed'")
                    #expect(rows.count == 2)

                    while try AuditAppender(database: database).append(of: caller.tenant).count > 0 {}
                    let entries = try AuditLogStore(database: database)
                        .list(AuditFilter(), order: .oldest, limit: 10, in: caller.tenant).entries
                    #expect(entries.count == 2)
                    let entry = try #require(entries.first).entry
                    #expect(entry.actor == AuditActor(caller))
                    #expect(entry.action == "secret.put")
                    #expect(entry.origin.address == "127.0.0.1")
                    #expect(entry.origin.userAgent == String(repeating: "a", count: AuditOrigin.userAgentLimit))
                    #expect(entry.origin.requestID == changed.header("X-Request-Id"))
                    #expect(entry.after == #"{"revision":1}"#)
                }
            }
        }
    }
}
