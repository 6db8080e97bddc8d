import Database
import Encryption
import Glibc
import Metrics
import ModelClient
import Policies
import Redis

/// How a worker runs, from its environment.
struct WorkerConfiguration: Sendable {
    let database: DatabaseConfiguration
    let redis: RedisConfiguration
    let models: ModelCatalog
    /// What secrets are read with.
    let secretKeys: KeyRing
    /// Path of the evaluator program.
    let evaluator: String
    /// Threads that interpret runs.
    let steppers: Int
    /// Runs that the worker holds in memory at a time.
    let runLimit: Int
    /// Days for which runs are kept after their end.
    let retentionDays: Int

    /// Where the worker counts what it does; nil: for nobody.
    let metricsFile: String?
    /// What tenants' workflows may do here.
    let policy: InstallationPolicy

    static let defaultRetentionDays = 30
    static let retentionDaysLimit = 36_500

    /// Reads `DATABASE_*`, `REDIS_*`, `MODELS_FILE`, `SECRETS_KEY_FILE`, `JQ_EVALUATOR`, `WORKER_THREADS` (2),
    /// `WORKER_RUNS` (1000), `RUN_RETENTION_DAYS` (30), `METRICS_FILE` and the variables of ``InstallationPolicy``.
    init(environment: [String: String]) throws {
        guard let models = environment["MODELS_FILE"], let evaluator = environment["JQ_EVALUATOR"],
            let keys = environment["SECRETS_KEY_FILE"]
        else {
            throw ConfigurationError(
                message: """
                    set MODELS_FILE (the models that agents may use), JQ_EVALUATOR (path of JQEvaluator) and SECRETS_KEY_FILE \
                    (the keys of secrets)
                    """)
        }
        database = try DatabaseConfiguration(environment: environment)
        redis = try RedisConfiguration(environment: environment)
        self.models = try ModelCatalog(contentsOf: models)
        secretKeys = try KeyRing(contentsOf: keys)
        self.evaluator = evaluator
        policy = try InstallationPolicy(environment: environment)
        metricsFile = environment[Metrics.fileVariable]
        steppers = try Self.count("WORKER_THREADS", in: environment, else: 2, limit: 64)
        runLimit = try Self.count("WORKER_RUNS", in: environment, else: 1_000, limit: 100_000)
        retentionDays = try Self.count(
            "RUN_RETENTION_DAYS", in: environment, else: Self.defaultRetentionDays, limit: Self.retentionDaysLimit)
    }

    private static func count(
        _ name: String, in environment: [String: String], else standard: Int, limit: Int
    ) throws -> Int {
        guard let text = environment[name] else { return standard }
        guard let count = Int(text), (1...limit).contains(count) else {
            throw ConfigurationError(message: "\(name) must be a whole number from 1 to \(limit)")
        }
        return count
    }
}

struct ConfigurationError: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}
