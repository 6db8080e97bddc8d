import Database
import Redis
import Tenants

/// How a janitor runs, from its environment.
struct JanitorConfiguration: Sendable {
    let database: DatabaseConfiguration
    let redis: RedisConfiguration
    /// Whether every tenant has a quota of bytes.
    let boundsStorage: Bool

    /// Reads `DATABASE_*`, `REDIS_*`, and whether `STORED_BYTES` is there.
    init(environment: [String: String]) throws {
        database = try DatabaseConfiguration(environment: environment)
        redis = try RedisConfiguration(environment: environment)
        boundsStorage = environment[StorageQuota.variable] != nil
    }
}
