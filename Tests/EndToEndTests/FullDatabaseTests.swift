import Database
import HTTPClient
import JSON
import TestServers
import Testing

/// A database without room for a while: clear answers, and nothing is lost.
@Suite struct FullDatabaseTests {
    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: one, version: 1.0.0}
        do:
          - ask: {call: http, with: {method: post, endpoint: "${ .url }", body: {a: 1}}}
        """
    /// All tables in one file that may not grow beyond this: what a full disk is, without one.
    private let full = ["--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:64M"]
    private let roomy = ["--innodb-data-file-path=ibdata1:12M:autoextend:max:256M"]

    @Test func `requests are answered with 503, and runs go on when there is room again`() throws {
        let text = String(repeating: "x", count: 300_000)
        let service = ScriptedServer { _ in .json(["text": .string(text)], delay: .seconds(1)) }
        try Platform.run(databaseOptions: full) { (platform) throws in
            let database = Database(platform.database)
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            let ids = try (0..<5).map { _ in try client.start("test/one", input: ["url": .string(service.url)]) }
            #expect(service.waitForRequests(ids.count, limit: Wait.limit))
            try fill(database)

            let refused = try client.post("/api/v1/workflows/test/one/runs", ["input": ["text": .string(text)]])
            #expect(refused.status == 503, "\(refused.text)")
            #expect(refused.problem == "storage_full")
            #expect(refused.header("Retry-After") != nil)
            #expect(try client.get("/api/v1/runs").status == 200)
            try Wait.until("the worker has met it") { platform.log(of: "worker").contains("full") }

            // Its operator makes room.
            platform.mariadb.stop()
            try platform.mariadb.start(with: roomy)
            for id in ids {
                let run = try client.finished(id)
                #expect(run["status"] == "completed", "\(run["status"] ?? nil) \(run["error"] ?? nil)")
                #expect(run["output"]?["text"] == .string(text))
            }
            let next = try client.start("test/one", input: ["url": .string(service.url)])
            #expect(try client.finished(next)["status"] == "completed")
        }
    }

    /// Writes until there is no room, in smaller and smaller pieces.
    private func fill(_ database: Database) throws {
        try database.execute("CREATE TABLE filler (id INT AUTO_INCREMENT PRIMARY KEY, bytes LONGBLOB NOT NULL)")
        for size in [1_000_000, 100_000, 10_000] {
            let error = #expect(throws: DatabaseError.self) {
                for _ in 0..<1_000 {
                    try database.execute("INSERT INTO filler (bytes) VALUES (REPEAT('x', \(size)))")
                }
            }
            #expect(error?.kind == .full, "\(String(describing: error))")
        }
    }
}
