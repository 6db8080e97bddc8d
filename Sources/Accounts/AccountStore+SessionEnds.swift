internal import Database
internal import Identity
internal import Sessions

/// When sessions end, and what they may not do before.
extension AccountStore {
    /// Rows that say nothing any more, removed with each new token: more than it brings.
    static let sessionSweepLimit = 10
    /// How long a session is kept that has run out; longer than any memory of it in Redis.
    static let endedMemory = Duration.seconds(24 * 60 * 60)

    /// When a session runs out that was used at a time, and whose user proved who they are at another.
    static func end(of authenticated: Timestamp, usedAt time: Timestamp) -> Timestamp {
        min(authenticated + sessionLifetime, time + idleLifetime)
    }

    /// Removes sessions and refresh tokens that have run out. What cannot be removed now is removed the next time.
    func sweep() {
        // A deadlock would roll back what else the transaction does.
        guard !database.isInTransaction else { return }
        let old = now() + .seconds(-Self.endedMemory.components.seconds)
        _ = try? database.execute(
            "DELETE FROM refresh_tokens WHERE expires_at < \(old) LIMIT \(Self.sessionSweepLimit)")
        _ = try? database.execute("DELETE FROM sessions WHERE expires_at < \(old) LIMIT \(Self.sessionSweepLimit)")
    }

    /// What somebody has to put right before their session in a tenant does anything else.
    ///
    /// - Parameter isFrequent: whether their password is one that is tried first.
    func restriction(of account: Account?, isFrequent: Bool) throws -> SessionRestriction? {
        isFrequent ? .password : try account.flatMap(missing)
    }

    /// Its policy asks for a second factor that they do not have.
    private func missing(_ account: Account) throws -> SessionRestriction? {
        let row = try database.first(
            "SELECT require_second_factor AS required FROM tenant_policies WHERE tenant_id = \(account.tenant.id)")
        let required = try row?.get("required", as: String.self) ?? "none"
        guard required == "all" || required == "admins" && account.role == .admin,
            try !SecondFactorStore.isAsked(of: account.user, database)
        else { return nil }
        return .secondFactor
    }
}
