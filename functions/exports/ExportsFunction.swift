internal import Concealment
internal import FunctionKit
internal import Tenants
internal import Workflows

/// All that a tenant has, to be taken along. Apart from what changes tenants: it reads every table, and writes none.
@main
struct ExportsFunction: Function {
    static let name = "exports"

    static let endpointTypes: [any Endpoint.Type] = [ExportTenant.self]

    static func endpoints(_ resources: Resources) -> [any Endpoint] {
        let workflows = WorkflowStore(database: resources.database)
        return [
            ExportTenant(export: TenantExport(database: resources.database), marked: MarkedFieldsCache(workflows))
        ]
    }
}
