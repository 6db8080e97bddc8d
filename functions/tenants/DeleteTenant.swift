internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions
internal import Tenants

/// `DELETE /api/v1/tenant?name=`: begins the deletion of the caller's tenant. Nothing is served to it from now on but what brings it
/// back (``RestoreTenant``), what shows it and what exports it; none of its runs goes on. Then all of it is deleted.
///
/// - 202: the tenant; `deleteAt` says until when it can be brought back. The same for one that is being deleted already.
/// - 422 `name_mismatch`: `name` is not the tenant's name.
struct DeleteTenant: Endpoint {
    static let route = Route.delete(
        "/api/v1/tenant", requires: Permission(.delete, .tenant), query: [.tenantName]
    ).alsoWhile(.deleting).withProof()

    static let operation = Operation(
        "Delete the tenant", tag: "Tenant",
        """
        Begins the deletion of the tenant. Nothing is served to it any more but what brings it back, shows it and exports \
        it, and its runs stay where they are. After `deleteAt` all of it is deleted: runs, workflows, secrets, the audit \
        log, and people who belong to no other tenant.
        """,
        answers: [
            Answer(202, "The tenant; `deleteAt` says when.", TenantRecord.schema, example: TenantRecord.deletingExample)
        ],
        problems: [.nameMismatch, .tenantNotFound])

    let tenants: TenantStore
    let live: LiveSessions
    /// How long it can be brought back.
    let days: Int

    func handle(_ request: Request) throws -> Response {
        let name = request.query("name") ?? ""
        let caller = request.caller.tenant
        let (tenant, generation) = try request.transaction {
            try Problem.explaining {
                let (tenant, generation, isNew) = try tenants.requestDeletion(of: caller, called: name, days: days)
                if isNew {
                    try request.record(.deleteTenant, AuditTarget(.tenant, "\(caller)"), after: tenant.audited)
                }
                return (tenant, generation)
            }
        }
        request.afterCommit { try? live.changed(to: generation, in: caller) }
        return .json(tenant.json, status: 202)
    }
}

extension Parameter {
    fileprivate static let tenantName = Parameter(
        "name", .string(length: 1...TenantName.lengthLimit), "The tenant's name, so that nobody deletes another one.")
}
