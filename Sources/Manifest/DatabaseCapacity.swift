/// What MariaDB holds at a time, for all hosts together.
package struct DatabaseCapacity: Sendable {
    /// `max_connections`; 151 unless configured.
    package var connections: Int
    /// `max_prepared_stmt_count`; 16,382 unless configured.
    package var preparedStatements: Int
    /// Hosts that run the programs.
    package var hosts: Int

    /// Statements that a connection keeps prepared at most: what the module Database allows.
    package static let statementsPerConnection = 64
    /// Connections that are left for people, migrations and backups.
    package static let reservedConnections = 10

    package init(connections: Int = 151, preparedStatements: Int = 16_382, hosts: Int = 1) {
        self.connections = connections
        self.preparedStatements = preparedStatements
        self.hosts = hosts
    }

    /// Adds up threads × processes × hosts.
    ///
    /// - Returns: what is too much and what to do, for people; nil: it fits.
    package func shortage(for fleet: Fleet) -> String? {
        let needed = fleet.databaseConnections * hosts
        if needed + Self.reservedConnections > connections {
            return """
                The manifests add up to \(needed) database connections on \(hosts) host(s), \(Self.reservedConnections) are \
                kept for people, and MariaDB takes \(connections).
                Lower processes or threads in functions/*/function.yaml, or raise max_connections and --database-connections.
                """
        }
        guard needed * Self.statementsPerConnection <= preparedStatements else {
            return """
                The manifests add up to \(needed) database connections with \(Self.statementsPerConnection) prepared \
                statements each, and MariaDB holds \(preparedStatements).
                Lower processes or threads, or raise max_prepared_stmt_count and --prepared-statements.
                """
        }
        return nil
    }

    /// How many connections MariaDB gives the user of a program: one process more than are declared on each host, since
    /// those of a process that was killed may live a moment longer than it.
    func userConnections(_ program: Program) -> Int {
        (program.processes + 1) * program.databaseConnections * hosts
    }
}
