internal import Audit
internal import FunctionKit

/// Who did what: the audit log, to be read.
@main
struct AuditFunction: Function {
    static let name = "audit"

    static let endpointTypes: [any Endpoint.Type] = [
        ListAuditEntries.self, ExportAuditEntries.self, ShowAuditChain.self,
    ]

    static func endpoints(_ resources: Resources) -> [any Endpoint] {
        let log = AuditLogStore(database: resources.database)
        return [ListAuditEntries(log: log), ExportAuditEntries(log: log), ShowAuditChain(log: log)]
    }
}
