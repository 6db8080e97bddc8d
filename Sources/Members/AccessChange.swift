internal import Database
internal import Identity
internal import Sessions

/// A change of what members of a tenant may do. Changes of one tenant come one after the other, and each makes a new
/// generation, in which nothing counts that was read before.
struct AccessChange {
    let database: Database
    let tenant: TenantID
    /// What whoever changes it may do, as it is now that no other change can come between.
    private var own = Grants()

    /// Begins one in the transaction that is open.
    init(beginning database: Database, in tenant: TenantID) throws {
        self.database = database
        self.tenant = tenant
        // A row that each change writes, not only locks: on a cluster, too, one of two fails and comes again.
        try database.execute("UPDATE tenants SET access_generation = access_generation + 1 WHERE id = \(tenant)")
    }

    /// Runs a change in a transaction.
    ///
    /// - Throws: what `body` throws; ``MembershipError/sessionEnded``, `DatabaseError`.
    static func make<Outcome>(
        _ database: Database, by caller: Caller, _ body: (AccessChange) throws -> Outcome
    ) throws -> (outcome: Outcome, generation: Int64) {
        try database.transaction { database in
            var change = try AccessChange(beginning: database, in: caller.tenant)
            guard let standing = try SessionStore(database).standing(of: caller) else {
                throw MembershipError.sessionEnded
            }
            change.own = caller.with(standing.grants).grants
            return (try body(change), standing.generation)
        }
    }

    /// - Throws: ``MembershipError/exceedsOwn``.
    func checkCovered(_ grants: Grants) throws(MembershipError) {
        guard own.cover(grants) else { throw .exceedsOwn }
    }

    /// What assignments permit.
    ///
    /// - Throws: ``MembershipError/unknownRoles(_:)``, `DatabaseError`.
    func grants(_ assignments: [RoleAssignment]) throws -> Grants {
        let known = try permissions(of: assignments)
        let unknown = assignments.indices.filter { known[assignments[$0].role] == nil }
        guard unknown.isEmpty else { throw MembershipError.unknownRoles(unknown) }
        return Grants(assignments, known)
    }

    /// The same of assignments that were made before: roles that are gone since permit nothing.
    func presentGrants(_ assignments: [RoleAssignment]) throws -> Grants {
        Grants(assignments, try permissions(of: assignments))
    }

    private func permissions(of assignments: [RoleAssignment]) throws -> [String: PermissionSet] {
        var permissions = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.rawValue, $0.permissions) })
        let own = Set(assignments.map(\.role)).filter { permissions[$0] == nil && RoleName.isGood($0) }
        guard !own.isEmpty else { return permissions }
        let rows = try database.query(
            "SELECT name, permissions FROM roles WHERE tenant_id = \(tenant) AND name IN \(list: own.sorted())")
        for row in rows {
            permissions[try row.get("name")] = PermissionSet(parsing: try row.get("permissions", as: String.self))
        }
        return permissions
    }

    /// - Throws: ``MembershipError/lastAdmin``, `DatabaseError`.
    func checkAdminIsLeft() throws {
        guard try MemberStore(database: database).hasAdmin(in: tenant) else { throw MembershipError.lastAdmin }
    }

    /// What a row of `members` fulfils whose user is an admin in all of the tenant.
    static let isAdmin: SQL = """
        (
            EXISTS (
                SELECT 1 FROM role_assignments WHERE role_assignments.tenant_id = members.tenant_id
                AND role_assignments.user_id = members.user_id AND role_assignments.namespace = ''
                AND role_assignments.role = \(Role.admin.rawValue)
            ) OR members.role = \(Role.admin.rawValue) AND NOT EXISTS (
                SELECT 1 FROM role_assignments WHERE role_assignments.tenant_id = members.tenant_id
                AND role_assignments.user_id = members.user_id
            )
        )
        """
}

extension Grants {
    fileprivate init(_ assignments: [RoleAssignment], _ permissions: [String: PermissionSet]) {
        self.init(assignments.map { ($0.namespace ?? "", permissions[$0.role] ?? []) })
    }
}
