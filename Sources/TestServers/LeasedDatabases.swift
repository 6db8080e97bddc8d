internal import Database
internal import Migrations
internal import Synchronization

/// Databases with all tables that tests use one after the other: emptying one is faster than making one.
final class LeasedDatabases: Sendable {
    struct Lease: Sendable {
        let configuration: DatabaseConfiguration
        /// What `CHECKSUM TABLE` says of each table that migrations put rows into.
        let seeded: [String: Int]
    }

    static let migrated = LeasedDatabases()

    /// A test that left a transaction open costs this much, and its database is not used again.
    private static let lockTimeout = Duration.seconds(1)

    private let free = Mutex<[Lease]>([])

    func take() throws -> Lease {
        if let lease = free.withLock({ $0.popLast() }) { return lease }
        let configuration = try PrivateMariaDB.shared.get().createDatabase()
        let database = Database(configuration)
        _ = try Migrator(directory: "\(TestServers.packageRoot)/sql/migrations").migrate(database)
        var seeded: [String: Int] = [:]
        for table in try Self.tables(of: database) {
            if try database.first(SQL(trusted: "SELECT 1 FROM \(table) LIMIT 1")) != nil {
                seeded[table] = try Self.checksum(of: table, in: database)
            }
        }
        return Lease(configuration: configuration, seeded: seeded)
    }

    func giveBack(_ lease: Lease) {
        do {
            if try empty(lease) { return free.withLock { $0.append(lease) } }
        } catch {
            print("a test database cannot be emptied and is not used again: \(error)")
        }
        try? PrivateMariaDB.shared.get().dropDatabase(lease.configuration)
    }

    /// - Returns: false: a test changed rows that migrations inserted.
    private func empty(_ lease: Lease) throws -> Bool {
        // Whatever a test did to its configuration: rows are deleted on the private server only.
        guard try PrivateMariaDB.shared.get().owns(lease.configuration) else { return false }
        var configuration = lease.configuration
        configuration.lockTimeout = Self.lockTimeout
        let database = Database(configuration)
        try database.execute("SET foreign_key_checks = 0")
        for table in try Self.tables(of: database) {
            if let checksum = lease.seeded[table] {
                guard try Self.checksum(of: table, in: database) == checksum else { return false }
            } else {
                try database.execute(SQL(trusted: "DELETE FROM \(table)"))
            }
        }
        return true
    }

    private static func tables(of database: Database) throws -> [String] {
        try database.query(
            """
            SELECT table_name AS name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' AND table_name <> 'schema_migrations'
            """
        ).map { try $0.get("name") }
    }

    private static func checksum(of table: String, in database: Database) throws -> Int {
        try database.first(SQL(trusted: "CHECKSUM TABLE \(table)"))?.get("Checksum") ?? 0
    }
}
