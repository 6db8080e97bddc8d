import Database

/// How an auditor runs, from its environment.
struct AuditorConfiguration: Sendable {
    static let defaultRetentionDays = 365
    static let retentionDaysLimit = 36_500

    let database: DatabaseConfiguration
    /// Days for which entries are kept.
    let retentionDays: Int

    /// Reads `DATABASE_*` and `AUDIT_RETENTION_DAYS` (365).
    init(environment: [String: String]) throws {
        database = try DatabaseConfiguration(environment: environment)
        guard let text = environment["AUDIT_RETENTION_DAYS"], !text.isEmpty else {
            retentionDays = Self.defaultRetentionDays
            return
        }
        guard let days = Int(text), (1...Self.retentionDaysLimit).contains(days) else {
            throw AuditorConfigurationError(
                description: "AUDIT_RETENTION_DAYS must be a whole number from 1 to \(Self.retentionDaysLimit)")
        }
        retentionDays = days
    }
}

struct AuditorConfigurationError: Error, CustomStringConvertible {
    let description: String
}
