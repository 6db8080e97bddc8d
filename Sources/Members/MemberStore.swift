package import Database
package import Identity

/// Who belongs to a tenant, with which roles.
///
/// All methods throw `DatabaseError`.
package struct MemberStore {
    /// The most roles of a member, in all places together.
    package static let assignmentLimit = 50

    let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// Whether somebody is an admin in all of a tenant.
    package func hasAdmin(in tenant: TenantID) throws -> Bool {
        try database.first(
            """
            SELECT 1 AS found FROM members
            WHERE members.tenant_id = \(tenant) AND \(sql: AccessChange.isAdmin) LIMIT 1
            """) != nil
    }

    /// In the order in which their users came to the platform.
    ///
    /// - Parameter last: the last member of the page before; nil asks for the first page.
    package func list(limit: Int, after last: UserID? = nil, in tenant: TenantID) throws -> [Member] {
        let page: SQL = last.map { "AND members.user_id > \($0)" } ?? ""
        return try Self.members(
            "WHERE members.tenant_id = \(tenant) " + page + " ORDER BY members.user_id LIMIT \(limit)", in: tenant,
            database)
    }

    /// A member; nil where the tenant has none with this id.
    package func find(_ user: UserID, in tenant: TenantID) throws -> Member? {
        try Self.find(user, in: tenant, database)
    }

    private static func find(_ user: UserID, in tenant: TenantID, _ database: Database) throws -> Member? {
        try members("WHERE members.tenant_id = \(tenant) AND members.user_id = \(user)", in: tenant, database).first
    }

    private static func members(_ which: SQL, in tenant: TenantID, _ database: Database) throws -> [Member] {
        let rows = try database.query(
            """
            SELECT members.user_id AS user_id, members.role AS role, members.created_at AS created_at,
                users.email AS email
            FROM members JOIN users ON users.id = members.user_id \(sql: which)
            """)
        let assignments = try assignments(of: rows.map { try $0.get("user_id") }, in: tenant, database)
        return try rows.map { row in
            let user: UserID = try row.get("user_id")
            let standard = RoleAssignment(role: try row.get("role"))
            return Member(
                user: user, email: try row.get("email"), createdAt: try row.get("created_at"),
                assignments: assignments[user]?.sorted() ?? [standard])
        }
    }

    /// The roles of members or service accounts; those without assignments are left out.
    static func assignments(
        of users: [UserID], in tenant: TenantID, _ database: Database
    ) throws -> [UserID: [RoleAssignment]] {
        guard !users.isEmpty else { return [:] }
        let rows = try database.query(
            """
            SELECT user_id, namespace, role FROM role_assignments
            WHERE tenant_id = \(tenant) AND user_id IN \(list: users)
            """)
        var assignments: [UserID: [RoleAssignment]] = [:]
        for row in rows {
            let namespace: String = try row.get("namespace")
            assignments[try row.get("user_id"), default: []].append(
                RoleAssignment(role: try row.get("role"), namespace: namespace.isEmpty ? nil : namespace))
        }
        return assignments
    }

    /// Gives a member roles in place of those that they have. Tell Redis the generation after the commit.
    ///
    /// - Parameters:
    ///   - assignments: at least one, no more than ``assignmentLimit``.
    ///   - check: looks at the present state, and throws to keep it.
    /// - Throws: also ``MembershipError`` (`noSuchMember`, `unknownRoles`, `exceedsOwn`, `lastAdmin`, `sessionEnded`).
    package func assign(
        _ assignments: [RoleAssignment], to user: UserID, by caller: Caller,
        check: (Member) throws -> Void = { _ in }
    ) throws -> (member: Member, generation: Int64) {
        let (member, generation) = try AccessChange.make(database, by: caller) { change in
            let current = try Self.present(user, change)
            try check(current)
            let grants = try change.grants(assignments)
            try change.checkCovered(grants)
            try Self.write(assignments, grants, of: user, change)
            try change.checkAdminIsLeft()
            return Member(
                user: user, email: current.email, createdAt: current.createdAt,
                assignments: Set(assignments).sorted())
        }
        return (member, generation)
    }

    /// A member whom the caller may change.
    private static func present(_ user: UserID, _ change: AccessChange) throws -> Member {
        guard let current = try find(user, in: change.tenant, change.database) else {
            throw MembershipError.noSuchMember
        }
        try change.checkCovered(change.presentGrants(current.assignments))
        return current
    }

    static func write(
        _ assignments: [RoleAssignment], _ grants: Grants, of user: UserID, _ change: AccessChange
    ) throws {
        let tenant = change.tenant
        try deleteAssignments(of: user, change)
        try insert(assignments, of: user, change)
        try change.database.execute(
            """
            UPDATE members SET role = \(grants.nearestRole.rawValue)
            WHERE tenant_id = \(tenant) AND user_id = \(user)
            """)
    }

    static func deleteAssignments(of user: UserID, _ change: AccessChange) throws {
        try change.database.execute(
            "DELETE FROM role_assignments WHERE tenant_id = \(change.tenant) AND user_id = \(user)")
    }

    static func insert(_ assignments: [RoleAssignment], of user: UserID, _ change: AccessChange) throws {
        let rows = Set(assignments).sorted().map {
            "(\(change.tenant), \(user), \($0.namespace ?? ""), \($0.role))" as SQL
        }
        try change.database.execute(
            "INSERT INTO role_assignments (tenant_id, user_id, namespace, role) VALUES "
                + rows.joined(separator: ", "))
    }

    /// Takes somebody out of the tenant, with their API keys, and ends their sessions in it. Tell Redis the generation after the commit.
    ///
    /// - Parameter check: looks at the present state, and throws to keep it.
    /// - Returns: the generation.
    /// - Throws: also ``MembershipError`` (`noSuchMember`, `exceedsOwn`, `lastAdmin`, `sessionEnded`).
    package func remove(
        _ user: UserID, by caller: Caller, check: (Member) throws -> Void = { _ in }
    ) throws -> Int64 {
        try AccessChange.make(database, by: caller) { change in
            try check(Self.present(user, change))
            try Self.deleteMember(user, change)
            try database.execute(
                """
                UPDATE sessions SET ended_at = \(Timestamp.now)
                WHERE tenant_id = \(change.tenant) AND user_id = \(user) AND ended_at IS NULL
                """)
            try change.checkAdminIsLeft()
        }.generation
    }
}

extension Grants {
    /// The most powerful of the roles that every tenant has which permits no more; at least a viewer. For programs of the version
    /// before, which read nothing else.
    var nearestRole: Role { Role.allCases.first { $0.permissions.isSubset(of: tenantWide) } ?? .viewer }
}
