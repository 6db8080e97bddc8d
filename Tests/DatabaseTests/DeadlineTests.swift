import Database
import TestServers
import Testing

@Suite struct DeadlineTests {
    private func kind(_ body: () throws -> Void) -> DatabaseError.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? DatabaseError)?.kind
        }
    }

    @Test func `nothing begins after the deadline, not even a commit`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let name = "late"
            let late = kind {
                try database.transaction { database in
                    try database.execute(
                        "INSERT INTO tenants (id, name, created_at) VALUES (RANDOM_BYTES(16), \(name), UTC_TIMESTAMP(6))"
                    )
                    database.deadline = .now
                }
            }
            #expect(late == .deadline)
            #expect(kind { _ = try database.query("SELECT 1") } == .deadline)
            database.deadline = nil
            #expect(try database.first("SELECT 1 FROM tenants WHERE name = \(name)") == nil)
        }
    }

    @Test func `a statement is stopped, and the next one has its own time`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            database.deadline = .now + .milliseconds(200)
            #expect(kind { _ = try database.query("SELECT SLEEP(20)") } == .interrupted)
            database.deadline = .now + .seconds(20)
            #expect(try database.first("SELECT @@max_statement_time > 10 AS long_again")?.get("long_again") == true)
            #expect(kind { _ = try database.query("SELECT SLEEP(1.5)") } == nil)
        }
    }
}
