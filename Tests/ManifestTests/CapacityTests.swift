import Manifest
import TestServers
import Testing

@testable import Database

/// Threads × processes × hosts against what MariaDB holds.
@Suite struct CapacityTests {
    @Test func `as many statements are counted as a connection keeps`() {
        #expect(DatabaseCapacity.statementsPerConnection == StatementCache.limit)
    }

    @Test func `what is too much is said with the numbers`() throws {
        let fleet = try RenderedUsers.fleet()
        let needed = fleet.databaseConnections
        var capacity = DatabaseCapacity(connections: needed + DatabaseCapacity.reservedConnections)
        #expect(capacity.shortage(for: fleet) == nil)
        capacity.connections -= 1
        #expect(try #require(capacity.shortage(for: fleet)).contains("\(needed) database connections"))
        capacity.connections = 10_000
        capacity.preparedStatements = needed * DatabaseCapacity.statementsPerConnection
        #expect(capacity.shortage(for: fleet) == nil)
        capacity.hosts = 2
        #expect(try #require(capacity.shortage(for: fleet)).contains("prepared statements"))
    }
}
