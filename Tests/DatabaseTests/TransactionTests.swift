import Database
import Foundation
import TestServers
import Testing

@Suite struct TransactionTests {
    private struct Stop: Error {}

    @Test func `a transaction commits`() throws {
        try withAccounts { (database, configuration) throws in
            let value = try database.transaction { database in
                try database.execute("UPDATE accounts SET value = value + 1")
                return try database.first("SELECT SUM(value) AS sum FROM accounts")?.get("sum", as: Int.self)
            }
            #expect(value == 2)
            #expect(try sum(configuration) == 2)
        }
    }

    @Test func `an error of the closure rolls back`() throws {
        try withAccounts { (database, configuration) throws in
            #expect(throws: Stop.self) {
                try database.transaction { database in
                    try database.execute("UPDATE accounts SET value = 7")
                    throw Stop()
                }
            }
            #expect(try sum(configuration) == 0)
            // The connection is out of the transaction.
            try database.execute("UPDATE accounts SET value = 3 WHERE id = 1")
            #expect(try sum(configuration) == 3)
        }
    }

    @Test func `a transaction inside another is a part of it`() throws {
        try withAccounts { (database, configuration) throws in
            #expect(throws: Stop.self) {
                try database.transaction { database in
                    try database.transaction { try $0.execute("UPDATE accounts SET value = 7") }
                    throw Stop()
                }
            }
            #expect(try sum(configuration) == 0)
        }
    }

    @Test func `an error that repeating does not help is thrown at once`() throws {
        try withAccounts { (database, configuration) throws in
            var attempts = 0
            #expect {
                try database.transaction { database in
                    attempts += 1
                    try database.execute("UPDATE accounts SET value = 7")
                    try database.execute("INSERT INTO accounts (id, value) VALUES (1, 1)")
                }
            } throws: { ($0 as? DatabaseError)?.kind == .duplicateKey(name: "PRIMARY") }
            #expect(attempts == 1)
            #expect(try sum(configuration) == 0)
        }
    }

    @Test func `of two transactions in a deadlock both commit in the end`() throws {
        try withAccounts { (_, configuration) throws in
            let bothHoldARow = Barrier(2)
            let attempts = [1, 2].map { first in
                Worker {
                    var attempts = 0
                    try Database(configuration).transaction { database in
                        attempts += 1
                        try database.execute("UPDATE accounts SET value = value + 1 WHERE id = \(first)")
                        if attempts == 1 { bothHoldARow.wait() }
                        try database.execute("UPDATE accounts SET value = value + 1 WHERE id = \(3 - first)")
                    }
                    return attempts
                }
            }.map { $0.result() }
            #expect(try attempts.map { try $0.get() }.sorted() == [1, 2])
            #expect(try sum(configuration) == 4)
        }
    }

    @Test func `a failure that the closure hides is repeated all the same`() throws {
        try withAccounts { (database, configuration) throws in
            var attempts = 0
            try database.transaction { database in
                attempts += 1
                try database.execute("UPDATE accounts SET value = value + 1 WHERE id = 1")
                if attempts == 1 { try kill(database, with: configuration) }
                _ = try? database.execute("UPDATE accounts SET value = value + 10 WHERE id = 2")
                // Must not be carried out on its own after the first update was rolled back.
                _ = try? database.execute("UPDATE accounts SET value = value + 100 WHERE id = 2")
            }
            #expect(attempts == 2)
            #expect(try sum(configuration) == 111)
        }
    }

    @Test func `a lock that is held too long is waited for again`() throws {
        try withAccounts { (_, configuration) throws in
            var impatient = configuration
            impatient.lockTimeout = .seconds(1)
            let holder = Database(configuration)
            try holder.execute("START TRANSACTION")
            try holder.execute("UPDATE accounts SET value = value + 1 WHERE id = 1")
            var attempts = 0
            try Database(impatient).transaction { database in
                attempts += 1
                if attempts == 2 { try holder.execute("COMMIT") }
                try database.execute("UPDATE accounts SET value = value + 1 WHERE id = 1")
            }
            #expect(attempts == 2)
            #expect(try sum(configuration) == 2)
        }
    }

    @Test func `a connection lost before COMMIT repeats the closure`() throws {
        try withAccounts { (database, configuration) throws in
            var attempts = 0
            try database.transaction { database in
                attempts += 1
                try database.execute("UPDATE accounts SET value = value + 1")
                if attempts == 1 { try kill(database, with: configuration) }
                try database.execute("UPDATE accounts SET value = value + 1")
            }
            #expect(attempts == 2)
            #expect(try sum(configuration) == 4)
        }
    }

    @Test func `a server that does not answer COMMIT leaves the outcome unknown`() throws {
        let server = try PrivateMariaDB()
        defer { server.kill() }
        var configuration = try server.createDatabase()
        try makeAccounts(Database(configuration))
        configuration.transferTimeout = .seconds(1)
        let database = Database(configuration)
        var attempts = 0
        #expect {
            try database.transaction { database in
                attempts += 1
                try database.execute("UPDATE accounts SET value = 1")
                server.signal(SIGSTOP)
            }
        } throws: { ($0 as? DatabaseError)?.kind == .commitUnknown }
        #expect(attempts == 1)
        server.signal(SIGCONT)
        #expect([0, 2].contains(try sum(configuration)))
    }

    @Test func `a server that stays away is a connection error, soon`() throws {
        let server = try PrivateMariaDB()
        let configuration = try server.createDatabase()
        let database = Database(configuration)
        try makeAccounts(database)
        var attempts = 0
        let started = ContinuousClock.now
        #expect {
            try database.transaction { database in
                attempts += 1
                try database.execute("UPDATE accounts SET value = 1")
                server.kill()
                try database.execute("UPDATE accounts SET value = 2")
            }
        } throws: { ($0 as? DatabaseError)?.kind == .connection }
        #expect(attempts == 1)
        #expect(started.duration(to: .now) < .seconds(5))
        try server.start()
        #expect(try sum(configuration) == 0)
        server.kill()
    }

    private func withAccounts(_ body: (Database, DatabaseConfiguration) throws -> Void) throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            try makeAccounts(database)
            try body(database, configuration)
        }
    }

    private func makeAccounts(_ database: Database) throws {
        try database.execute("CREATE TABLE accounts (id INT NOT NULL PRIMARY KEY, value INT NOT NULL) ENGINE = InnoDB")
        try database.execute("INSERT INTO accounts (id, value) VALUES (1, 0), (2, 0)")
    }

    /// Read by a connection of its own, so only what is committed.
    private func sum(_ configuration: DatabaseConfiguration) throws -> Int {
        try #require(try Database(configuration).first("SELECT SUM(value) AS sum FROM accounts")).get("sum")
    }

    private func kill(_ database: Database, with configuration: DatabaseConfiguration) throws {
        let id: Int = try #require(try database.first("SELECT CONNECTION_ID() AS id")).get("id")
        try Database(configuration).execute("KILL \(id)")
    }
}
