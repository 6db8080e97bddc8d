package import Database
package import Redis

/// Real servers for tests: private to this process, started when first used, ended and removed with it.
package enum TestServers {
    /// Runs a test on a database that has all tables and no rows (but what migrations insert).
    ///
    /// The database is used again by later tests: a test that changes tables takes ``withEmptyDatabase(_:)``.
    @discardableResult
    package static func withDatabase<T>(_ body: (DatabaseConfiguration) throws -> T) throws -> T {
        let lease = try LeasedDatabases.migrated.take()
        defer { LeasedDatabases.migrated.giveBack(lease) }
        return try body(lease.configuration)
    }

    /// Runs a test on a database that has all tables and no rows (but what migrations insert).
    @discardableResult
    package static func withDatabase<T>(
        isolation: isolated (any Actor)? = #isolation, _ body: (DatabaseConfiguration) async throws -> T
    ) async throws -> T {
        let lease = try LeasedDatabases.migrated.take()
        defer { LeasedDatabases.migrated.giveBack(lease) }
        return try await body(lease.configuration)
    }

    /// Runs a test on a new database without tables.
    @discardableResult
    package static func withEmptyDatabase<T>(_ body: (DatabaseConfiguration) throws -> T) throws -> T {
        let server = try PrivateMariaDB.shared.get()
        let configuration = try server.createDatabase()
        defer { server.dropDatabase(configuration) }
        return try body(configuration)
    }

    /// Runs a test on a new database without tables.
    @discardableResult
    package static func withEmptyDatabase<T>(
        isolation: isolated (any Actor)? = #isolation, _ body: (DatabaseConfiguration) async throws -> T
    ) async throws -> T {
        let server = try PrivateMariaDB.shared.get()
        let configuration = try server.createDatabase()
        defer { server.dropDatabase(configuration) }
        return try await body(configuration)
    }

    /// Runs a test on an empty Redis that no other test uses meanwhile.
    @discardableResult
    package static func withRedis<T>(_ body: (RedisConfiguration) throws -> T) throws -> T {
        let server = try LeasedRedis.take()
        defer { LeasedRedis.giveBack(server) }
        return try body(server.configuration)
    }

    /// Runs a test on an empty Redis that no other test uses meanwhile.
    @discardableResult
    package static func withRedis<T>(
        isolation: isolated (any Actor)? = #isolation, _ body: (RedisConfiguration) async throws -> T
    ) async throws -> T {
        let server = try LeasedRedis.take()
        defer { LeasedRedis.giveBack(server) }
        return try await body(server.configuration)
    }
}
