internal import Database

/// The right to migrate a database, which one migrator has at a time: a row's lock, held by a connection of its own.
///
/// It ends with its holder, however that ends. Nodes of a cluster do not see each other's locks; there the key of
/// `schema_migrations` lets only one migrator begin a file.
enum MigrationLock {
    /// The longest wait for another migrator.
    static let limit = Duration.seconds(600)

    /// Waits for the lock and holds it during `body`.
    ///
    /// - Throws: ``MigrationError/busy(limit:)``, `DatabaseError`, and what `body` throws.
    static func whileHeld<T>(
        on configuration: DatabaseConfiguration, limit: Duration = limit, _ body: () throws -> T
    ) throws -> T {
        var configuration = configuration
        // A transaction whose lock does not come is tried several times.
        configuration.lockTimeout = limit / Database.transactionAttempts
        configuration.statementTimeout = .zero
        configuration.transferTimeout = configuration.lockTimeout + .seconds(10)
        let database = Database(configuration)
        defer { database.close() }
        try makeTable(in: database)
        var isHeld = false
        do {
            return try database.transaction { database in
                isHeld = try database.first("SELECT id FROM schema_migration_lock WHERE id = 1 FOR UPDATE") != nil
                return try body()
            }
        } catch let error as DatabaseError where error.kind == .retryable && !isHeld {
            throw MigrationError.busy(limit: limit)
        }
    }

    private static func makeTable(in database: Database) throws {
        // Asked first: the statements below would wait for a migrator that holds the lock.
        let exists = try database.first(
            """
            SELECT 1 FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_name = 'schema_migration_lock'
            """)
        if exists != nil, try database.first("SELECT 1 FROM schema_migration_lock") != nil { return }
        try database.execute(
            "CREATE TABLE IF NOT EXISTS schema_migration_lock (id TINYINT NOT NULL PRIMARY KEY) ENGINE = InnoDB")
        try database.execute("INSERT IGNORE INTO schema_migration_lock VALUES (1)")
    }
}
