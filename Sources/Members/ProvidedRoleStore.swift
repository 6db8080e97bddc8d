package import Database
package import Identity

/// Roles that identity providers give members, beside those that people give them.
///
/// Parts of the caller's transaction. All methods throw `DatabaseError`.
package struct ProvidedRoleStore {
    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// What came of a provider's word.
    package struct Change: Sendable {
        package let before: [RoleAssignment]
        package let after: [RoleAssignment]
        /// Tell Redis after the commit.
        package let generation: Int64
    }

    /// Looks whether somebody may have a provider give these roles.
    ///
    /// - Throws: also ``MembershipError`` (`unknownRoles`, `exceedsOwn`, `sessionEnded`).
    package func checkGiveable(_ roles: [RoleAssignment], by caller: Caller) throws {
        _ = try AccessChange.make(database, by: caller) { change in
            try change.checkCovered(change.grants(roles))
        }
    }

    /// Makes a user a member, with roles of a provider.
    ///
    /// - Returns: the generation.
    package func join(
        _ roles: [RoleAssignment], of provider: String, _ user: UserID, in tenant: TenantID
    ) throws -> Int64 {
        let change = try AccessChange(beginning: database, in: tenant)
        let nearest = try change.presentGrants(roles).nearestRole
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(tenant), \(user), \(nearest.rawValue), \(Timestamp.now))
            """)
        try MemberStore.insert(roles, of: user, change)
        try write(roles, of: provider, user, in: tenant)
        return try generation(of: tenant)
    }

    /// Puts a member's roles of a provider in the place of those that it gave before. What people gave them stays.
    ///
    /// Somebody stays an admin: the last one keeps that role.
    ///
    /// - Parameters:
    ///   - mapped: what the provider's word is worth now.
    ///   - standard: for whom it is worth nothing and nobody has given anything.
    /// - Returns: nil: they had just these.
    package func apply(
        _ mapped: [RoleAssignment], orElse standard: [RoleAssignment], of provider: String, to user: UserID,
        in tenant: TenantID
    ) throws -> Change? {
        let seen = try Standing(of: user, provider, in: tenant, database, locking: "")
        if seen.next(mapped, standard) == seen.provided { return nil }
        let change = try AccessChange(beginning: database, in: tenant)
        let standing = try Standing(of: user, provider, in: tenant, database, locking: "FOR UPDATE")
        var next = standing.next(mapped, standard)
        try replace(standing, with: next, of: provider, user, change)
        do {
            try change.checkAdminIsLeft()
        } catch MembershipError.lastAdmin {
            next.insert(RoleAssignment(role: Role.admin.rawValue))
            try replace(standing, with: next, of: provider, user, change)
        }
        return Change(
            before: standing.all.sorted(), after: standing.byHand.union(next).sorted(),
            generation: try generation(of: tenant))
    }

    private func replace(
        _ standing: Standing, with next: Set<RoleAssignment>, of provider: String, _ user: UserID,
        _ change: AccessChange
    ) throws {
        let all = standing.byHand.union(next).sorted()
        try MemberStore.write(all, try change.presentGrants(all), of: user, change)
        try database.execute(
            """
            DELETE FROM provided_roles
            WHERE tenant_id = \(change.tenant) AND user_id = \(user) AND provider = \(provider)
            """)
        try write(next.subtracting(standing.byHand).sorted(), of: provider, user, in: change.tenant)
    }

    private func write(
        _ roles: [RoleAssignment], of provider: String, _ user: UserID, in tenant: TenantID
    ) throws {
        guard !roles.isEmpty else { return }
        let rows = Set(roles).sorted().map {
            "(\(tenant), \(user), \(provider), \($0.namespace ?? ""), \($0.role))" as SQL
        }
        try database.execute(
            "INSERT INTO provided_roles (tenant_id, user_id, provider, namespace, role) VALUES "
                + rows.joined(separator: ", "))
    }

    private func generation(of tenant: TenantID) throws -> Int64 {
        let row = try database.first("SELECT access_generation FROM tenants WHERE id = \(tenant)")
        return try row?.get("access_generation") ?? 0
    }
}

extension ProvidedRoleStore {
    /// A member's roles, and whose they are.
    private struct Standing {
        let byHand: Set<RoleAssignment>
        let provided: Set<RoleAssignment>

        var all: Set<RoleAssignment> { byHand.union(provided) }

        init(
            of user: UserID, _ provider: String, in tenant: TenantID, _ database: Database, locking lock: SQL
        ) throws {
            func roles(_ table: SQL, _ condition: SQL) throws -> Set<RoleAssignment> {
                let rows = try database.query(
                    """
                    SELECT namespace, role FROM \(sql: table)
                    WHERE tenant_id = \(tenant) AND user_id = \(user) \(sql: condition) \(sql: lock)
                    """)
                return try Set(
                    rows.map { row in
                        let namespace: String = try row.get("namespace")
                        return RoleAssignment(
                            role: try row.get("role"), namespace: namespace.isEmpty ? nil : namespace)
                    })
            }
            var all = try roles("role_assignments", "")
            if all.isEmpty {
                let row = try database.first(
                    "SELECT role FROM members WHERE tenant_id = \(tenant) AND user_id = \(user) \(sql: lock)")
                all = try row.map { [RoleAssignment(role: try $0.get("role", as: String.self))] } ?? []
            }
            provided = try roles("provided_roles", "AND provider = \(provider)").intersection(all)
            byHand = all.subtracting(provided)
        }

        /// What is the provider's from now on.
        func next(_ mapped: [RoleAssignment], _ standard: [RoleAssignment]) -> Set<RoleAssignment> {
            let wanted = mapped.isEmpty && byHand.isEmpty ? standard : mapped
            let room = max(0, MemberStore.assignmentLimit - byHand.count)
            return Set(Set(wanted).subtracting(byHand).sorted().prefix(room))
        }
    }
}
