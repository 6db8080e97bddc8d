package import AccessTokens
package import Database
package import Metrics
package import Redis

/// What one handler thread works with. Each connection opens at its first use.
package struct Resources {
    /// A connection that nobody used for this long is closed.
    static let idleLimit = Duration.seconds(30)

    package let environment: Environment
    package let database: Database
    package let redis: Redis
    package let tokens: PublishedKeys
    /// What the process counts; its threads share it.
    package let metrics: Metrics

    /// Reads `DATABASE_*`, `REDIS_*` and `JWT_JWKS_FILE`.
    ///
    /// - Parameter deadline: of requests: the database is waited for no longer than that and
    ///   `Database.deadlineGrace`.
    /// - Throws: what is missing or wrong.
    init(_ environment: Environment, metrics: Metrics, deadline: Duration = Route.standardDeadline) throws {
        self.environment = environment
        self.metrics = metrics
        var configuration = try DatabaseConfiguration(environment: environment.variables)
        configuration.statementTimeout = deadline
        configuration.transferTimeout = deadline + Database.deadlineGrace
        configuration.connectTimeout = min(deadline, configuration.connectTimeout)
        database = Database(configuration)
        redis = Redis(try RedisConfiguration(environment: environment.variables))
        tokens = try PublishedKeys(jwksFile: environment.required("JWT_JWKS_FILE"))
    }

    func closeIdle() {
        database.closeIfIdle(for: Self.idleLimit)
        redis.closeIfIdle(for: Self.idleLimit)
    }
}
