internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions
internal import Tenants

/// `POST /api/v1/tenant/restore`: brings the caller's tenant back, which was to be deleted. Its runs go on.
///
/// - 200: the tenant.
/// - 409 `tenant_not_deleting`: nobody has asked for its deletion. `deletion_has_begun`: it is too late. `last_admin`: nobody is left
///   who could look after it.
struct RestoreTenant: Endpoint {
    static let route = Route.post(
        "/api/v1/tenant/restore", requires: Permission(.delete, .tenant), body: .none
    ).alsoWhile(.deleting)

    static let operation = Operation(
        "Bring the tenant back", tag: "Tenant", "Ends the deletion of the tenant before it begins; its runs go on.",
        answers: [Answer(200, "The tenant.", TenantRecord.schema, example: TenantRecord.example)],
        problems: [.tenantNotDeleting, .deletionHasBegun, .tenantNotFound, .lastAdmin])

    let tenants: TenantStore
    let members: MemberStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller.tenant
        let (tenant, generation) = try request.transaction {
            try Problem.explaining {
                let restored = try tenants.restore(caller)
                guard try members.hasAdmin(in: caller) else {
                    throw Problem.lastAdmin.with(
                        detail:
                            "Nobody is left who is an admin of this tenant. Make somebody one first, then bring it back."
                    )
                }
                try request.record(.restoreTenant, AuditTarget(.tenant, "\(caller)"), after: restored.0.audited)
                return restored
            }
        }
        request.afterCommit { try? live.changed(to: generation, in: caller) }
        return .json(tenant.json)
    }
}
