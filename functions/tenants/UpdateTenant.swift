internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants

/// `PUT /api/v1/tenant` `{name}`: other settings in place of the present ones.
///
/// - 200: the tenant, with its `ETag`.
/// - 412 `precondition_failed`: `If-Match` does not name the present state.
struct UpdateTenant: Endpoint {
    /// Of a body, in bytes.
    static let bodyLimit = 4_096

    static let route = Route.put(
        "/api/v1/tenant", requires: Permission(.update, .tenant), body: .json(limit: bodyLimit))

    static let operation = Operation(
        "Change the tenant", tag: "Tenant", "Other settings in place of the present ones.",
        body: [
            .json(
                .object(["name": .string(length: 1...TenantName.lengthLimit)], isClosed: true),
                examples: [.example("name", "Another name", ["name": "Engines"])])
        ],
        answers: [
            Answer(200, "The tenant.", TenantRecord.schema, headers: ["ETag"], example: TenantRecord.example)
        ],
        problems: [.preconditionFailed, .tenantNotFound])

    struct Body: Decodable {
        let name: String
    }

    let tenants: TenantStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        let name: TenantName
        do {
            name = try TenantName(body.name)
        } catch {
            throw Problem.invalidBody([ProblemDetail(pointer: JSONPointer(tokens: ["name"]), message: error.message)])
        }
        let caller = request.caller.tenant
        let tenant = try request.transaction {
            var before = JSON.null
            let tenant = try Problem.explaining {
                try tenants.rename(caller, to: name) { current in
                    try request.checkMatch(EntityTag(current))
                    before = current.audited
                }
            }
            try request.record(
                .updateTenant, AuditTarget(.tenant, "\(tenant.id)"), before: before, after: tenant.audited)
            return tenant
        }
        return .json(tenant.json).tagged(EntityTag(tenant))
    }
}
