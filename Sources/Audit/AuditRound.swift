internal import Database
package import Identity

/// Goes from tenant to tenant and appends a batch of each: nobody waits for the end of another's backlog, nor for a tenant whose
/// chain cannot be appended to.
package struct AuditRound {
    /// The most tenants of which it is known that they fail. Of more nothing is told.
    static let failingLimit = 1_000

    private let appender: AuditAppender
    /// Tenants whose batch was full: more of them waits.
    package private(set) var backlog: [TenantID] = []
    private var failing: Set<TenantID> = []

    package init(_ appender: AuditAppender) {
        self.appender = appender
    }

    /// Appends a batch of each tenant of which something waits.
    ///
    /// - Parameters:
    ///   - isWanted: asked before each transaction; false ends the round.
    ///   - failed: called when a tenant fails, and not again until it has gone well.
    /// - Throws: a `DatabaseError` that is not of one tenant: of the connection, or of a server that takes no writes.
    package mutating func appendAll(
        while isWanted: () -> Bool = { true }, failed: (TenantID, any Error) -> Void
    ) throws {
        backlog = []
        var last: TenantID?
        while isWanted() {
            // Ids rise, so the round ends, however much is put in meanwhile.
            let tenants = try appender.waitingTenants(after: last)
            guard let end = tenants.last else { return }
            try append(tenants, isWanted, failed)
            last = end
        }
    }

    /// Appends a batch of each tenant whose batch before was full.
    package mutating func appendBacklog(
        while isWanted: () -> Bool = { true }, failed: (TenantID, any Error) -> Void
    ) throws {
        let tenants = backlog
        backlog = []
        try append(tenants, isWanted, failed)
    }

    private mutating func append(
        _ tenants: [TenantID], _ isWanted: () -> Bool, _ failed: (TenantID, any Error) -> Void
    ) throws {
        for tenant in tenants where isWanted() {
            do {
                if try appender.append(of: tenant).isFull { backlog.append(tenant) }
                failing.remove(tenant)
            } catch let error as DatabaseError where error.concernsAll {
                throw error
            } catch {
                guard failing.count < Self.failingLimit, failing.insert(tenant).inserted else { continue }
                failed(tenant, error)
            }
        }
    }
}
