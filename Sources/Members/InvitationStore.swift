package import Database
package import Digests
package import Identity

/// Invitations that nobody has accepted.
///
/// All methods throw `DatabaseError`.
package struct InvitationStore {
    /// How long one can be accepted.
    package static let lifetime = Duration.seconds(7 * 24 * 60 * 60)
    /// The most invitations of a tenant at a time.
    package static let invitationLimit = 1_000
    /// How many wrong passwords may come with a token, until the invitation is void: the token is known to who invites, and must
    /// not be a way to guess somebody's password.
    package static let failureLimit = 10

    private let database: Database
    private let now: () -> Timestamp

    package init(database: Database, now: @escaping () -> Timestamp = { .now }) {
        self.database = database
        self.now = now
    }

    /// Invites somebody. An earlier invitation to the same address is void.
    ///
    /// - Returns: the invitation, and its token, which is not kept.
    /// - Throws: also ``MembershipError`` (`alreadyMember`, `unknownRoles`, `exceedsOwn`, `tooManyInvitations`,
    ///   `sessionEnded`).
    package func create(
        _ email: String, _ assignments: [RoleAssignment], by caller: Caller
    ) throws -> (invitation: Invitation, token: OneTimeToken) {
        let token = OneTimeToken()
        let invitation = try AccessChange.make(database, by: caller) { change in
            try change.checkCovered(change.grants(assignments))
            let time = now()
            let invitation = Invitation(
                id: InvitationID(at: time), tenant: caller.tenant, email: email,
                assignments: Set(assignments).sorted(), invitedBy: caller.user, createdAt: time,
                expiresAt: time + Self.lifetime)
            try Self.checkNoMember(email, change)
            try Self.insert(invitation, token, change.database)
            return invitation
        }.outcome
        return (invitation, token)
    }

    private static func checkNoMember(_ email: String, _ change: AccessChange) throws {
        let member = try change.database.first(
            """
            SELECT 1 AS found FROM members JOIN users ON users.id = members.user_id
            WHERE members.tenant_id = \(change.tenant) AND users.email = \(email)
            """)
        guard member == nil else { throw MembershipError.alreadyMember }
    }

    private static func insert(_ invitation: Invitation, _ token: OneTimeToken, _ database: Database) throws {
        let tenant = invitation.tenant
        try database.execute(
            """
            DELETE FROM invitations
            WHERE tenant_id = \(tenant) AND (email = \(invitation.email) OR expires_at <= \(invitation.createdAt))
            """)
        let count = try database.first("SELECT COUNT(*) AS count FROM invitations WHERE tenant_id = \(tenant)")
        guard try count?.get("count", as: Int.self) ?? 0 < invitationLimit else {
            throw MembershipError.tooManyInvitations
        }
        let roles = invitation.assignments.map(\.description).joined(separator: " ")
        try database.execute(
            """
            INSERT INTO invitations (tenant_id, id, email, roles, token_hash, invited_by, created_at, expires_at)
            VALUES (\(tenant), \(invitation.id), \(invitation.email), \(roles), \(token.hash),
            \(invitation.invitedBy), \(invitation.createdAt), \(invitation.expiresAt))
            """)
    }

    /// The invitations of a tenant that can be accepted, the latest first.
    ///
    /// - Parameter last: the last one of the page before; nil asks for the first page.
    package func list(limit: Int, after last: InvitationID? = nil, in tenant: TenantID) throws -> [Invitation] {
        let page: SQL = last.map { "AND id < \($0)" } ?? ""
        return try database.query(
            """
            SELECT \(sql: Invitation.columns) FROM invitations
            WHERE tenant_id = \(tenant) AND expires_at > \(now()) \(sql: page) ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Invitation.init)
    }

    /// Takes an invitation back.
    ///
    /// - Returns: whether there was one.
    package func withdraw(_ id: InvitationID, in tenant: TenantID) throws -> Bool {
        try database.execute("DELETE FROM invitations WHERE tenant_id = \(tenant) AND id = \(id)") > 0
    }

    /// The invitation that a token is for; nil: unknown, accepted, withdrawn, too old, or of a tenant that is not active.
    package func find(_ token: OneTimeToken) throws -> Invitation? {
        try database.first(
            """
            SELECT \(sql: Invitation.columns) FROM invitations
            WHERE token_hash = \(token.hash) AND expires_at > \(now()) AND EXISTS (
                SELECT 1 FROM tenants WHERE tenants.id = invitations.tenant_id
                AND tenants.suspended_at IS NULL AND tenants.delete_at IS NULL
            )
            """
        ).map(Invitation.init)
    }

    /// Counts a wrong password that came with a token.
    package func fail(_ token: OneTimeToken) throws {
        try database.execute("UPDATE invitations SET failures = failures + 1 WHERE token_hash = \(token.hash)")
        try database.execute(
            "DELETE FROM invitations WHERE token_hash = \(token.hash) AND failures >= \(Self.failureLimit)")
    }

    /// The roles of who has made an invitation: a member, or a service account that is not disabled; nil: they have gone.
    private func host(of invitation: Invitation) throws -> [RoleAssignment]? {
        let (id, tenant) = (invitation.invitedBy, invitation.tenant)
        if let member = try MemberStore(database: database).find(id, in: tenant) { return member.assignments }
        let account = try ServiceAccountStore(database: database).find(id, in: tenant)
        return account.flatMap { $0.isDisabled ? nil : $0.assignments }
    }

    /// Makes a user a member of the tenant that has invited them: a part of the caller's transaction.
    ///
    /// - Throws: also ``MembershipError/invitationInvalid``: it is void by now, or who has made it may not give these roles any
    ///   more; ``MembershipError/alreadyMember``.
    package func accept(_ invitation: Invitation, _ token: OneTimeToken, by user: UserID) throws {
        let change = try AccessChange(beginning: database, in: invitation.tenant)
        let time = now()
        // The row that is gone decides between two requests with one token.
        let claimed = try database.execute(
            """
            DELETE FROM invitations
            WHERE tenant_id = \(invitation.tenant) AND token_hash = \(token.hash) AND expires_at > \(time)
            """)
        guard claimed == 1, let assignments = try host(of: invitation) else { throw MembershipError.invitationInvalid }
        let own = try change.presentGrants(assignments)
        let grants: Grants
        do {
            grants = try change.grants(invitation.assignments)
        } catch MembershipError.unknownRoles {
            throw MembershipError.invitationInvalid
        }
        guard own.allows(Permission(.create, .members)), own.cover(grants) else {
            throw MembershipError.invitationInvalid
        }
        guard try MemberStore(database: database).find(user, in: change.tenant) == nil else {
            throw MembershipError.alreadyMember
        }
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(change.tenant), \(user), \(grants.nearestRole.rawValue), \(time))
            """)
        try MemberStore.insert(invitation.assignments, of: user, change)
    }
}

extension Invitation {
    fileprivate static let columns: SQL = "tenant_id, id, email, roles, invited_by, created_at, expires_at"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), tenant: try row.get("tenant_id"), email: try row.get("email"),
            assignments: try row.get("roles", as: String.self).split(separator: " ").map(RoleAssignment.init),
            invitedBy: try row.get("invited_by"), createdAt: try row.get("created_at"),
            expiresAt: try row.get("expires_at"))
    }
}
