package import Audit
internal import Database
package import Identity
package import JSON

/// Where a request leaves the entries of what it changes.
final class AuditTrail: @unchecked Sendable {
    // Of the one thread that carries the request out, as long as it does.
    private(set) var database: Database?

    init(_ database: Database?) {
        self.database = database
    }

    func end() {
        database = nil
    }
}

extension Request {
    /// Carries out a change with its entries: all of it, or nothing.
    ///
    /// - Parameter change: may be called again when the transaction has to be; see `Database.transaction`.
    package func transaction<T>(_ change: () throws -> T) throws -> T {
        guard let database = trail.database else { preconditionFailure("the request is carried out already") }
        return try database.transaction { _ in try change() }
    }

    /// Keeps who did what, in the open transaction: see ``transaction(_:)``. Never give it a secret.
    ///
    /// - Parameters:
    ///   - caller: who did it where the route is open; nil: the request's caller, or somebody who has not signed in.
    ///   - tenant: whose log it belongs to; nil: the caller's.
    ///   - before: what was changed, as it was; nil: there was nothing, or it is not told.
    ///   - after: what was changed, as it is.
    package func record(
        _ action: AuditAction, _ target: AuditTarget, outcome: AuditEntry.Outcome = .succeeded,
        by caller: Caller? = nil, in tenant: TenantID? = nil, before: JSON? = nil, after: JSON? = nil
    ) throws {
        guard let database = trail.database else { preconditionFailure("the request is carried out already") }
        let doer = caller ?? callerIfKnown
        guard let tenant = tenant ?? doer?.tenant else { preconditionFailure("an entry belongs to a tenant") }
        let entry = AuditEntry(
            action, target, outcome: outcome, by: doer.map(AuditActor.init) ?? .anonymous,
            from: AuditOrigin(address: address, userAgent: header("User-Agent"), requestID: id),
            before: before, after: after)
        try AuditStore(database).record(entry, in: tenant)
    }
}
