import Database
import TestServers
import Testing

/// A server whose files may not grow any more.
@Suite struct FullDatabaseTests {
    @Test func `a database without room says so and keeps what it has`() throws {
        let server = try PrivateMariaDB(
            isDurable: false,
            options: ["--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:12M:autoextend:max:24M"])
        defer { server.kill() }
        let database = Database(try server.createDatabase())
        try database.execute("CREATE TABLE things (id INT NOT NULL PRIMARY KEY, bytes LONGBLOB NOT NULL)")
        var kept = 0
        let error = #expect(throws: DatabaseError.self) {
            while kept < 100 {
                let id = kept
                try database.transaction { database in
                    try database.execute("INSERT INTO things VALUES (\(id), REPEAT('x', 1000000))")
                }
                kept += 1
            }
        }
        #expect(error?.kind == .full, "\(String(describing: error))")
        #expect(try database.first("SELECT COUNT(*) AS n FROM things")?.get("n") == kept)
    }
}
