internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants

/// `POST /api/v1/tenants` `{name}`: makes a tenant whose admin the caller is. ``SwitchTenant`` leads into it.
///
/// - 201: the tenant, see ``TenantRecord``.
/// - 409 `too_many_tenants`: the caller is a member of as many as they may.
struct CreateTenant: Endpoint {
    static let route = Route.post("/api/v1/tenants", access: .signedIn, body: .json(limit: credentialsLimit))
        .withProof()

    static let operation = Operation(
        "Create a tenant", tag: "Accounts",
        "Makes a tenant whose admin the caller is. `switchTenant` leads into it; the session stays where it is.",
        body: [
            .json(
                .object(["name": .string(length: 1...TenantName.lengthLimit)], isClosed: true),
                examples: [.example("second", "A tenant for experiments", ["name": "Experiments"])])
        ],
        answers: [Answer(201, "The tenant.", TenantRecord.schema, example: TenantRecord.example)],
        problems: [.tooManyTenants])

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
        let caller = request.caller
        let tenant = try request.transaction {
            do {
                let tenant = try tenants.create(name, by: caller.user)
                try request.record(
                    .createTenant, AuditTarget(.tenant, "\(tenant.id)"), in: tenant.id,
                    after: ["name": .string(tenant.name)])
                return tenant
            } catch TenantError.tooManyTenants {
                throw Problem.tooManyTenants
            }
        }
        return .json(tenant.json(isCurrent: false), status: 201)
    }
}

extension Problem {
    fileprivate static let tooManyTenants = Problem(
        409, "too_many_tenants",
        "You are a member of \(TenantStore.membershipLimit) tenants, as many as somebody may who makes one more.")
}
