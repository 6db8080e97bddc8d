import ChildProcess
import Database
import Foundation
import JSON
import Redis
import TestServers
import Testing

@Suite struct TestServersTests {
    @Test func `a leased database is empty again for the next test`() throws {
        for _ in 0..<3 {
            try TestServers.withDatabase { (configuration) throws in
                let database = Database(configuration)
                #expect(try database.first("SELECT COUNT(*) AS n FROM tenants")?.get("n") == 0)
                try database.execute("INSERT INTO tenants (id, name, created_at) VALUES (REPEAT('x', 16), 'x', NOW(6))")
                #expect(try !database.query("SELECT name FROM schema_migrations").isEmpty)
            }
        }
    }

    @Test func `two tests at once have two databases`() throws {
        try TestServers.withDatabase { first in
            try TestServers.withDatabase { second in
                #expect(first.database != second.database)
            }
        }
    }

    @Test func `a database with a transaction left open is not used again`() throws {
        var left: Database?
        let name = try TestServers.withDatabase { configuration in
            let database = Database(configuration)
            try database.execute("START TRANSACTION")
            try database.execute("INSERT INTO tenants (id, name, created_at) VALUES (REPEAT('x', 16), 'x', NOW(6))")
            left = database
            return configuration.database
        }
        let next = try TestServers.withDatabase { $0.database }
        #expect(next != name)
        #expect(left != nil)
    }

    @Test func `a leased Redis is empty again for the next test`() throws {
        for _ in 0..<3 {
            try TestServers.withRedis { (configuration) throws in
                #expect(try Redis(configuration).send("DBSIZE") == .integer(0))
                try Redis(configuration).send("SET", "key", "value")
            }
        }
    }

    @Test func `a durable MariaDB that is killed keeps what was committed`() throws {
        let server = try PrivateMariaDB()
        defer { server.kill() }
        let configuration = try server.createDatabase()
        try Database(configuration).execute("CREATE TABLE things (id INT NOT NULL PRIMARY KEY)")
        try Database(configuration).execute("INSERT INTO things (id) VALUES (1)")
        server.kill()
        try server.start()
        #expect(try Database(configuration).query("SELECT id FROM things").count == 1)
    }

    @Test func `nginx starts, is killed, and starts again on its port`() throws {
        let port = TestServers.freePort()
        let nginx = try PrivateNginx(
            configuration: """
                events {}
                http {
                    access_log off;
                    server { listen 127.0.0.1:\(port); location / { return 200 "hello"; } }
                }
                """)
        #expect(try get("http://127.0.0.1:\(port)/") == "hello")
        nginx.kill()
        #expect(try get("http://127.0.0.1:\(port)/") == "")
        try nginx.start()
        #expect(try get("http://127.0.0.1:\(port)/") == "hello")
        nginx.stop()
        #expect(nginx.pid == nil)
    }

    @Test func `a server that cannot start says why`() {
        #expect {
            try PrivateNginx(configuration: "events {}\nnonsense;\n")
        } throws: {
            "\($0)".contains("unknown directive \"nonsense\"")
        }
    }

    @Test func `servers end with a test process that is killed`() throws {
        let server = try PrivateRedis()
        defer { server.kill() }
        let pid = try #require(server.pid)
        let (_, output, _) = try ChildProcess.run(
            "grep", ["-c", "Threads", "/proc/\(pid)/status"], limit: .seconds(10))
        #expect(String(decoding: output, as: UTF8.self) == "1\n")
    }

    @Test func `places are those of this package`() {
        #expect(FileManager.default.fileExists(atPath: "\(TestServers.packageRoot)/Package.swift"))
        #expect(FileManager.default.fileExists(atPath: "\(TestServers.packageRoot)/sql/migrations"))
        #expect(FileManager.default.fileExists(atPath: "\(TestServers.binaries)/TestServers.build"))
    }

    private func get(_ url: String) throws -> String {
        String(decoding: try ChildProcess.run("curl", ["-s", url], limit: .seconds(10)).output, as: UTF8.self)
    }
}
