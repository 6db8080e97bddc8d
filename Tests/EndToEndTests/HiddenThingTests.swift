import Database
import HTTPClient
import TestServers
import Testing

/// Another tenant's thing is looked for with the statements with which one is looked for that nobody has: neither the answer nor
/// the time it takes can tell them apart.
@Suite struct HiddenThingTests {
    @Test func `another tenant's thing and none are looked for with the same statements`() throws {
        try Platform.run(databaseOptions: ["--log-output=TABLE"]) { (platform) throws in
            let tenant = try AccessTenant(at: platform)
            let token = try tenant.foreignToken()
            let log = StatementLog(platform)
            var count = 0
            for operation in try APIDescription.shared.get().operations {
                guard let row = AccessRow.table[operation.id], row.foreign == 404 else { continue }
                count += 1
                var (foreign, none): ([String], [String]) = ([], [])
                // What is remembered of a session for half a minute may run out between the two; not three times.
                for _ in 0..<3 where foreign.isEmpty || foreign != none {
                    // The session, and what else is remembered, is known by then.
                    _ = try tenant.send(operation, row, as: token, to: tenant.nowhere(operation))
                    var statuses: [Int] = []
                    foreign = try log.statements { () throws in
                        statuses.append(try tenant.send(operation, row, as: token).status)
                    }
                    none = try log.statements { () throws in
                        statuses.append(
                            try tenant.send(operation, row, as: token, to: tenant.nowhere(operation)).status)
                    }
                    #expect(statuses == [404, 404], "\(operation.id)")
                }
                #expect(!foreign.isEmpty && foreign == none, "\(operation.id): \(foreign) and \(none)")
            }
            #expect(count > 10)
        }
    }
}

/// What functions ask the database, without the values.
private struct StatementLog {
    private let database: Database

    init(_ platform: Platform) {
        database = Database(platform.database)
    }

    func statements(of body: () throws -> Void) throws -> [String] {
        try database.execute("SET GLOBAL general_log = OFF")
        try database.execute("TRUNCATE mysql.general_log")
        try database.execute("SET GLOBAL general_log = ON")
        try body()
        try database.execute("SET GLOBAL general_log = OFF")
        // Daemons have work of their own meanwhile.
        let rows = try database.query(
            """
            SELECT CONVERT(argument USING utf8mb4) AS statement FROM mysql.general_log
            WHERE command_type IN ('Query', 'Execute') AND user_host LIKE 'intelligentic%'
                AND user_host NOT REGEXP '^intelligentic_(worker|auditor|notifier|janitor|metrics)'
            ORDER BY event_time, thread_id
            """)
        return try rows.map { try Self.withoutValues($0.get("statement")) }
    }

    private static func withoutValues(_ statement: String) -> String {
        statement.replacing(/X?'(?:[^'\\]|\\[\s\S]|'')*'/, with: "?").replacing(/\b(?:0x[0-9A-Fa-f]+|\d+)\b/, with: "?")
    }
}
