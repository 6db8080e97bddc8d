import Database
import Redis

/// How a janitor runs, from its environment.
struct JanitorConfiguration: Sendable {
    let database: DatabaseConfiguration
    let redis: RedisConfiguration

    /// Reads `DATABASE_*` and `REDIS_*`.
    init(environment: [String: String]) throws {
        database = try DatabaseConfiguration(environment: environment)
        redis = try RedisConfiguration(environment: environment)
    }
}
