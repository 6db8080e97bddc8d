import Audit
import Database
import Identity
import JSON

/// Leaves entries of what the operator does on the host in the logs of the tenants that it is about.
struct OperatorAudit {
    private let store: AuditStore

    init(_ database: Database) {
        store = AuditStore(database)
    }

    /// In the open transaction: see `AuditStore.record`.
    func record(
        _ action: AuditAction, _ target: AuditTarget, in tenant: TenantID, before: JSON? = nil, after: JSON? = nil
    ) throws {
        let origin = AuditOrigin(address: nil, userAgent: "intelligentic, on the host", requestID: nil)
        try store.record(
            AuditEntry(action, target, by: .operator, from: origin, before: before, after: after), in: tenant)
    }
}
