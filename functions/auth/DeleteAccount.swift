internal import Accounts
internal import Audit
internal import FunctionKit
internal import Identity
internal import IdentityProviders
internal import JSON
internal import Members
internal import Sessions

/// `DELETE /api/v1/auth/account` deletes the caller's account: they are a member of no tenant any more, their sessions and API keys
/// end at once, and what proves who they are is gone. What they made stays with the tenants.
///
/// - 204: deleted; mail says so. The cookies of a browser go.
/// - 403 `password_change_required`, `second_factor_required`: of a session that is permitted nothing.
/// - 409 `last_admin`: nobody would be an admin of some tenants any more; says of which.
struct DeleteAccount: Endpoint {
    /// How many tenants the problem names.
    private static let namedLimit = 20

    static let route = Route.delete("/api/v1/auth/account", access: .signedIn).withProof()

    static let operation = Operation(
        "Delete the account", tag: "Accounts",
        """
        Deletes the caller's account, at once and for good: they are a member of no tenant any more, their sessions and API \
        keys end, and what proves who they are is gone. What they made stays with the tenants, and audit logs keep the id. Who \
        is the only admin of a tenant gives the role to somebody else, or deletes the tenant first.
        """,
        answers: [Answer(204, "Deleted; mail says so.")],
        problems: [.lastAdmin] + SessionRestriction.allCases.map(Problem.restricted))

    let accounts: AccountStore
    let members: MemberStore
    let identities: UserIdentityStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        // Else whoever guessed a password could do it.
        if let restriction = caller.grants.restriction { throw Problem.restricted(restriction) }
        do {
            let (ended, left) = try request.transaction {
                var left: [(tenant: TenantID, generation: Int64)] = []
                let ended = try accounts.delete(caller.user) {
                    left = try members.removeEverywhere(caller.user)
                    for (tenant, _) in left {
                        try request.record(.deleteAccount, AuditTarget(.user, "\(caller.user)"), in: tenant)
                    }
                    try identities.deleteAll(of: caller.user)
                }
                return (ended, left)
            }
            // Without Redis the ends are known everywhere within LiveSessions.memory.
            request.afterCommit {
                try? live.end(ended)
                for (tenant, generation) in left { try? live.changed(to: generation, in: tenant) }
            }
        } catch let error as LastAdminError {
            throw Self.problem(error)
        }
        return Response(status: 204, headers: request.browser.isInUse ? request.browser.clearing : [])
    }

    private static func problem(_ error: LastAdminError) -> Problem {
        let names = error.tenants.prefix(namedLimit).map { "\($0.name) (\($0.id))" }.joined(separator: ", ")
        let more = error.tenants.count > namedLimit ? " and \(error.tenants.count - namedLimit) more" : ""
        return .lastAdmin.with(
            detail: "You are the only admin of: \(names)\(more). Make somebody else one, or delete the tenant first.")
    }
}

extension Problem {
    fileprivate static let lastAdmin = Problem(
        409, "last_admin",
        "You are the only admin of a tenant. Make somebody else one, or delete the tenant first.")
}
