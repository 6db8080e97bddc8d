internal import FunctionKit
internal import Policies

/// What holds for a whole tenant: its policy.
@main
struct TenantsFunction: Function {
    static let name = "tenants"

    static let endpointTypes: [any Endpoint.Type] = [ShowTenantPolicy.self, UpdateTenantPolicy.self]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        let policies = PolicyStore(
            database: resources.database,
            installation: try InstallationPolicy(environment: resources.environment.variables))
        return [ShowTenantPolicy(policies: policies), UpdateTenantPolicy(policies: policies)]
    }
}
