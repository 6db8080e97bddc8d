/// `Sources/NAME/daemon.yaml`: all that a long-running program needs around it.
package struct DaemonManifest: Sendable, Hashable {
    package let name: String
    /// The program's product name.
    package let executable: String
    package let processes: Int
    /// Database connections that one process opens at most.
    package let databaseConnections: Int
    /// Variables beyond those that every program gets; `NAME?` may be unset.
    package let environment: [String]
    /// Variables that name a file with a secret: no other program may read it.
    package let credentials: [String]
    /// Whether it connects to other hosts than the database's and Redis's.
    package let isOutgoing: Bool
    /// Whether it runs programs of workflows in sandboxes, which it must be able to make.
    package let isSandboxing: Bool
    package let database: TableAccess
    package let redis: RedisAccess
}

extension DaemonManifest: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, executable, processes, databaseConnections, environment, credentials, database, redis
        case isOutgoing = "outgoing"
        case isSandboxing = "sandbox"
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        name = try members.decode(String.self, forKey: .name)
        executable = try members.decode(String.self, forKey: .executable)
        processes = try members.decodeIfPresent(Int.self, forKey: .processes) ?? 1
        databaseConnections = try members.decode(Int.self, forKey: .databaseConnections)
        environment = try members.decodeIfPresent([String].self, forKey: .environment) ?? []
        credentials = try members.decodeIfPresent([String].self, forKey: .credentials) ?? []
        isOutgoing = try members.decodeIfPresent(Bool.self, forKey: .isOutgoing) ?? false
        isSandboxing = try members.decodeIfPresent(Bool.self, forKey: .isSandboxing) ?? false
        database = try members.decodeIfPresent(TableAccess.self, forKey: .database) ?? TableAccess()
        redis = try members.decodeIfPresent(RedisAccess.self, forKey: .redis) ?? RedisAccess()
    }
}
