import ArgumentParser
import Manifest

/// What the database holds, against which the manifests are added up.
struct CapacityOptions: ParsableArguments {
    @Option(help: "What MariaDB's max_connections allows.")
    var databaseConnections = DatabaseCapacity().connections

    @Option(help: "What MariaDB's max_prepared_stmt_count allows.")
    var preparedStatements = DatabaseCapacity().preparedStatements

    @Option(help: "How many hosts run all functions and daemons.")
    var hosts = 1

    /// - Throws: ``Failure`` when the programs of the fleet need more.
    func capacity(for fleet: Fleet) throws -> DatabaseCapacity {
        let capacity = DatabaseCapacity(
            connections: databaseConnections, preparedStatements: preparedStatements, hosts: hosts)
        if let shortage = capacity.shortage(for: fleet) { throw Failure(.local, shortage) }
        return capacity
    }

    func validate() throws {
        guard hosts >= 1 else { throw ValidationError("--hosts must be 1 or more.") }
    }
}
