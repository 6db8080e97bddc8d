/// A function or a daemon, as those see it who make its surroundings: users, services, limits.
package struct Program: Sendable {
    package enum Kind: Sendable, Hashable {
        case function
        case daemon
    }

    /// What the names of all users begin with. Users of this kind belong to the manifests: the renderings take away those
    /// that no manifest declares.
    package static let userPrefix = "intelligentic_"

    package let kind: Kind
    package let name: String
    /// The program's product name.
    package let executable: String
    package let processes: Int
    /// Database connections that one process opens at most.
    package let databaseConnections: Int
    /// Variables that it asks for, beyond those that every program gets.
    package let environment: [String]
    /// Variables that name a file which no other program may read.
    package let credentials: [String]
    /// Whether it connects to other hosts than the database's and Redis's.
    package let isOutgoing: Bool
    /// Whether it makes sandboxes for programs of workflows.
    package let isSandboxing: Bool
    package let database: TableAccess
    package let redis: [RedisAccess]
    /// What the manifest says with numbers and the program reads from its environment.
    let settings: [(name: String, value: String)]

    /// Its user in MariaDB, in Redis, and on hosts.
    package var user: String {
        Self.userPrefix + String(name.map { $0 == "-" ? "_" : $0 })
    }

    /// Where its manifest is, for people.
    var origin: String {
        kind == .function ? "functions/\(name)/function.yaml" : "Sources/\(executable)/daemon.yaml"
    }

    init(_ function: FunctionManifest) {
        kind = .function
        name = function.name
        executable = function.executable
        processes = function.processes
        databaseConnections = function.databaseConnections
        environment = function.environment
        credentials = function.credentials
        isOutgoing = function.isOutgoing
        isSandboxing = false
        database = FunctionManifest.kit.database.union(function.database)
        redis = [FunctionManifest.kit.redis, function.redis]
        settings = function.variables
    }

    init(_ daemon: DaemonManifest) {
        kind = .daemon
        name = daemon.name
        executable = daemon.executable
        processes = daemon.processes
        databaseConnections = daemon.databaseConnections
        environment = daemon.environment
        credentials = daemon.credentials
        isOutgoing = daemon.isOutgoing
        isSandboxing = daemon.isSandboxing
        database = daemon.database
        redis = [daemon.redis]
        settings = []
    }
}
