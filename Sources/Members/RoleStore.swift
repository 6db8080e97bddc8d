package import Database
package import Identity

/// The roles that tenants have made for themselves.
///
/// All methods throw `DatabaseError`.
package struct RoleStore {
    /// The most roles of a tenant, besides those that every tenant has.
    package static let roleLimit = 100

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// In the order of their names.
    ///
    /// - Parameter last: the name after which the page begins.
    package func list(limit: Int, after last: String = "", in tenant: TenantID) throws -> [CustomRole] {
        try database.query(
            """
            SELECT \(sql: CustomRole.columns) FROM roles
            WHERE tenant_id = \(tenant) AND name > \(last) ORDER BY name LIMIT \(limit)
            """
        ).map(CustomRole.init)
    }

    /// A role; nil where the tenant has made none of this name.
    package func find(_ name: String, in tenant: TenantID) throws -> CustomRole? {
        try Self.find(name, in: tenant, database)
    }

    private static func find(_ name: String, in tenant: TenantID, _ database: Database) throws -> CustomRole? {
        // What is no name of a role names none; the column takes ASCII only.
        guard RoleName.isGood(name) else { return nil }
        return try database.first(
            "SELECT \(sql: CustomRole.columns) FROM roles WHERE tenant_id = \(tenant) AND name = \(name)"
        ).map(CustomRole.init)
    }

    /// Makes a role, or changes what it permits, for all who have it. Tell Redis the generation after the commit.
    ///
    /// - Parameters:
    ///   - name: one that ``RoleName`` takes.
    ///   - check: looks at what is there, and throws to keep it; nil: there is none.
    /// - Throws: also ``MembershipError/exceedsOwn``, ``MembershipError/roleBuiltIn``, ``MembershipError/tooManyRoles``,
    ///   ``MembershipError/sessionEnded``.
    package func put(
        _ name: String, _ permissions: PermissionSet, by caller: Caller, check: (CustomRole?) throws -> Void = { _ in }
    ) throws -> (role: CustomRole, isNew: Bool, generation: Int64) {
        guard Role(rawValue: name) == nil else { throw MembershipError.roleBuiltIn }
        let (outcome, generation) = try AccessChange.make(database, by: caller) { change in
            let current = try Self.find(name, in: caller.tenant, change.database)
            try check(current)
            // Also what it takes away, from whoever has it.
            try change.checkCovered(Grants(permissions.union(current?.permissions ?? [])))
            let now = Timestamp.now
            let role = CustomRole(
                name: name, permissions: permissions, revision: (current?.revision ?? 0) + 1,
                createdAt: current?.createdAt ?? now, updatedAt: now)
            try Self.write(role, isNew: current == nil, in: caller.tenant, change.database)
            return (role, current == nil)
        }
        return (outcome.0, outcome.1, generation)
    }

    private static func write(
        _ role: CustomRole, isNew: Bool, in tenant: TenantID, _ database: Database
    ) throws {
        guard isNew else {
            try database.execute(
                """
                UPDATE roles SET permissions = \(role.permissions.description), revision = \(role.revision),
                updated_at = \(role.updatedAt) WHERE tenant_id = \(tenant) AND name = \(role.name)
                """)
            return
        }
        let count = try database.first("SELECT COUNT(*) AS count FROM roles WHERE tenant_id = \(tenant)")
        guard try count?.get("count", as: Int.self) ?? 0 < roleLimit else { throw MembershipError.tooManyRoles }
        try database.execute(
            """
            INSERT INTO roles (tenant_id, name, permissions, revision, created_at, updated_at)
            VALUES (\(tenant), \(role.name), \(role.permissions.description), \(role.revision), \(role.createdAt),
            \(role.updatedAt))
            """)
    }

    /// - Parameter check: looks at what is there, and throws to keep it.
    /// - Returns: the generation.
    /// - Throws: also ``MembershipError/noSuchRole``, ``MembershipError/roleInUse``, ``MembershipError/roleBuiltIn``,
    ///   ``MembershipError/sessionEnded``.
    package func delete(
        _ name: String, by caller: Caller, check: (CustomRole) throws -> Void = { _ in }
    ) throws -> Int64 {
        guard Role(rawValue: name) == nil else { throw MembershipError.roleBuiltIn }
        return try AccessChange.make(database, by: caller) { change in
            guard let role = try Self.find(name, in: caller.tenant, change.database) else {
                throw MembershipError.noSuchRole
            }
            try check(role)
            let use = try change.database.first(
                """
                SELECT 1 AS used FROM role_assignments
                WHERE tenant_id = \(caller.tenant) AND role = \(name) LIMIT 1
                """)
            guard use == nil else { throw MembershipError.roleInUse }
            try change.database.execute("DELETE FROM roles WHERE tenant_id = \(caller.tenant) AND name = \(name)")
        }.generation
    }
}

extension CustomRole {
    fileprivate static let columns: SQL = "name, permissions, revision, created_at, updated_at"

    /// Permissions that this version does not know are left out.
    fileprivate init(_ row: Row) throws {
        self.init(
            name: try row.get("name"), permissions: PermissionSet(parsing: try row.get("permissions", as: String.self)),
            revision: try row.get("revision"), createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"))
    }
}
