internal import FunctionKit
internal import Identity
internal import JSON
internal import Workflows

/// For `Benchmarks/api`: the answer of `GET /api/v1/workflows/{namespace}/{name}` without token, session, rate limit and
/// permission, to see what these cost. Not a part of the product.
@main
struct UncheckedFunction: Function {
    static let name = "unchecked"

    static let endpointTypes: [any Endpoint.Type] = [ShowUncheckedWorkflow.self]

    static func endpoints(_ resources: Resources) throws -> [any Endpoint] {
        guard let tenant = TenantID(try resources.environment.required("BENCHMARK_TENANT")) else {
            preconditionFailure("BENCHMARK_TENANT must be the id of a tenant")
        }
        let latest = LatestVersionCache<Response>(WorkflowStore(database: resources.database))
        return [ShowUncheckedWorkflow(latest: latest, tenant: tenant)]
    }
}
