/// `functions/NAME/function.yaml`: all that a function needs around it. What serves, starts and limits it is made from this.
package struct FunctionManifest: Sendable, Hashable {
    package let name: String
    /// Paths that are the function's own, with everything below them.
    package let prefixes: [String]
    /// Whether anybody may ask; otherwise nginx lets only programs of this host through.
    package let isPublic: Bool
    /// How many processes serve at a time. With two, one serves while the other is restarted.
    package let processes: Int
    /// How many requests a process handles at a time; each thread has a database and a Redis connection.
    package let threads: Int
    /// Variables beyond those that every function gets; `NAME?` may be unset.
    package let environment: [String]
    /// Variables that name a file with a secret: no other program may read it.
    package let credentials: [String]
    /// Whether it connects to other hosts than the database's and Redis's.
    package let isOutgoing: Bool
    /// Beyond ``kit``.
    package let database: TableAccess
    /// Beyond ``kit``.
    package let redis: RedisAccess
    package let limits: RequestLimits
    /// By the name of the endpoint; `each` for all that are not named.
    package let rates: [String: RequestRate]

    /// Database connections that one process opens at most: one more listens where requests wait.
    package var databaseConnections: Int { threads + (limits.waitSeconds > 0 ? 1 : 0) }

    /// The program: `auth` is built as `AuthFunction`.
    package var executable: String {
        name.prefix(1).uppercased() + name.dropFirst() + "Function"
    }
}

extension FunctionManifest: Decodable {
    private enum CodingKeys: String, CodingKey {
        case name, prefixes, processes, threads, environment, credentials, database, redis, limits, rates
        case isOutgoing = "outgoing"
        case isPublic = "public"
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        name = try members.decode(String.self, forKey: .name)
        prefixes = try members.decode([String].self, forKey: .prefixes)
        isPublic = try members.decodeIfPresent(Bool.self, forKey: .isPublic) ?? true
        processes = try members.decodeIfPresent(Int.self, forKey: .processes) ?? 2
        threads = try members.decodeIfPresent(Int.self, forKey: .threads) ?? 4
        environment = try members.decodeIfPresent([String].self, forKey: .environment) ?? []
        credentials = try members.decodeIfPresent([String].self, forKey: .credentials) ?? []
        isOutgoing = try members.decodeIfPresent(Bool.self, forKey: .isOutgoing) ?? false
        database = try members.decodeIfPresent(TableAccess.self, forKey: .database) ?? TableAccess()
        redis = try members.decodeIfPresent(RedisAccess.self, forKey: .redis) ?? RedisAccess()
        limits = try members.decodeIfPresent(RequestLimits.self, forKey: .limits) ?? RequestLimits()
        rates = try members.decodeIfPresent([String: RequestRate].self, forKey: .rates) ?? [:]
    }
}
