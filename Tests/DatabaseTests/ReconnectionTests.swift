import Foundation
import TestServers
import Testing

@testable import Database

@Suite struct ReconnectionTests {
    @Test func `a client goes on after its server was killed and started again`() throws {
        let server = try PrivateMariaDB()
        defer { server.kill() }
        let configuration = try server.createDatabase()
        let database = Database(configuration)
        try database.execute("CREATE TABLE things (id INT NOT NULL PRIMARY KEY)")
        try database.execute("INSERT INTO things (id) VALUES (1)")
        server.kill()
        #expect { try database.query("SELECT id FROM things") } throws: { ($0 as? DatabaseError)?.kind == .connection }
        try server.start()
        #expect(try database.query("SELECT id FROM things").count == 1)
    }

    @Test func `a restart while a client was idle is not noticed`() throws {
        let server = try PrivateMariaDB()
        defer { server.kill() }
        let database = Database(try server.createDatabase())
        #expect(try database.first("SELECT 1 AS one")?.get("one") == 1)
        try server.restart()
        #expect(try database.first("SELECT 1 AS one")?.get("one") == 1)
    }

    @Test func `a server that does not answer costs one read timeout`() throws {
        let server = try PrivateMariaDB()
        defer { server.kill() }
        var configuration = try server.createDatabase()
        configuration.transferTimeout = .seconds(1)
        configuration.connectTimeout = .seconds(1)
        let database = Database(configuration)
        #expect(try database.first("SELECT 1 AS one")?.get("one") == 1)
        server.signal(SIGSTOP)
        let started = ContinuousClock.now
        #expect { try database.first("SELECT 1 AS one") } throws: { ($0 as? DatabaseError)?.kind == .connection }
        #expect(started.duration(to: .now) < .seconds(4))
        server.signal(SIGCONT)
        #expect(try database.first("SELECT 1 AS one")?.get("one") == 1)
    }

    @Test func `an idle connection is closed, a used one is not`() throws {
        try TestServers.withEmptyDatabase { (configuration) throws in
            let database = Database(configuration)
            let first: Int = try #require(try database.first("SELECT CONNECTION_ID() AS id")).get("id")
            database.closeIfIdle(for: .seconds(60))
            #expect(try database.first("SELECT CONNECTION_ID() AS id")?.get("id") == first)
            database.closeIfIdle(for: .zero)
            #expect(database.connection == nil)
            #expect(try database.first("SELECT CONNECTION_ID() AS id")?.get("id") != first)
        }
    }

    @Test func `a value larger than a packet is refused and the client goes on`() throws {
        let server = try PrivateMariaDB(options: ["--max-allowed-packet=1M"])
        defer { server.kill() }
        let database = Database(try server.createDatabase())
        try database.execute("CREATE TABLE things (id INT NOT NULL PRIMARY KEY, data LONGBLOB NOT NULL)")
        let data = [UInt8](repeating: 7, count: 2 * 1_024 * 1_024)
        let error = try #require(throws: DatabaseError.self) {
            try database.execute("INSERT INTO things (id, data) VALUES (1, \(data))")
        }
        #expect([.tooLarge, .connection].contains(error.kind))
        #expect(try database.first("SELECT COUNT(*) AS n FROM things")?.get("n") == 0)
    }
}
