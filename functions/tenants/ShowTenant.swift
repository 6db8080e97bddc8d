internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants

/// `GET /api/v1/tenant`: the caller's tenant with its settings.
///
/// - 200: the tenant, and its `ETag`. 304 where `If-None-Match` names that.
struct ShowTenant: Endpoint {
    static let route = Route.get("/api/v1/tenant", requires: Permission(.read, .tenant)).alsoWhile(.deleting)

    static let operation = Operation(
        "Show the tenant", tag: "Tenant", "The tenant that the session is in, with its settings.",
        answers: [
            Answer(200, "The tenant.", TenantRecord.schema, headers: ["ETag"], example: TenantRecord.example)
        ], problems: [.tenantNotFound])

    let tenants: TenantStore

    func handle(_ request: Request) throws -> Response {
        guard let tenant = try tenants.find(request.caller.tenant) else { throw Problem.tenantNotFound }
        return .json(tenant.json).tagged(EntityTag(tenant))
    }
}
