package import Database
package import Identity

/// The service accounts of tenants.
///
/// All methods throw `DatabaseError`. What changes what somebody may do returns the generation, which Redis is to be told after the
/// commit.
package struct ServiceAccountStore {
    /// The most service accounts of a tenant.
    package static let accountLimit = 500

    private let database: Database

    package init(database: Database) {
        self.database = database
    }

    /// The latest first.
    ///
    /// - Parameter last: the last one of the page before; nil asks for the first page.
    package func list(limit: Int, after last: UserID? = nil, in tenant: TenantID) throws -> [ServiceAccount] {
        let page: SQL = last.map { "AND id < \($0)" } ?? ""
        return try Self.accounts(
            "WHERE tenant_id = \(tenant) \(sql: page) ORDER BY id DESC LIMIT \(limit)", in: tenant, database)
    }

    /// A service account; nil where the tenant has none with this id.
    package func find(_ id: UserID, in tenant: TenantID) throws -> ServiceAccount? {
        try Self.accounts("WHERE tenant_id = \(tenant) AND id = \(id)", in: tenant, database).first
    }

    private static func accounts(
        _ which: SQL, in tenant: TenantID, _ database: Database
    ) throws -> [ServiceAccount] {
        let rows = try database.query(
            "SELECT id, name, is_disabled, created_by, created_at FROM service_accounts \(sql: which)")
        let assignments = try MemberStore.assignments(of: rows.map { try $0.get("id") }, in: tenant, database)
        return try rows.map { row in
            let id: UserID = try row.get("id")
            return ServiceAccount(
                id: id, name: try row.get("name"), isDisabled: try row.get("is_disabled"),
                createdBy: try row.get("created_by"), createdAt: try row.get("created_at"),
                assignments: assignments[id]?.sorted() ?? [])
        }
    }

    /// Makes a service account.
    ///
    /// - Parameters:
    ///   - name: one that ``RoleName`` takes.
    ///   - assignments: no more than ``MemberStore/assignmentLimit``.
    /// - Throws: also ``MembershipError`` (`unknownRoles`, `exceedsOwn`, `nameTaken`, `tooManyServiceAccounts`,
    ///   `sessionEnded`).
    package func create(
        _ name: String, _ assignments: [RoleAssignment], by caller: Caller
    ) throws -> ServiceAccount {
        try AccessChange.make(database, by: caller) { change in
            try change.checkCovered(change.grants(assignments))
            let tenant = caller.tenant
            let count = try change.database.first(
                "SELECT COUNT(*) AS count FROM service_accounts WHERE tenant_id = \(tenant)")
            guard try count?.get("count", as: Int.self) ?? 0 < Self.accountLimit else {
                throw MembershipError.tooManyServiceAccounts
            }
            try Self.checkFree(name, change)
            let time = Timestamp.now
            let account = ServiceAccount(
                id: UserID(at: time), name: name, isDisabled: false, createdBy: caller.user, createdAt: time,
                assignments: Set(assignments).sorted())
            try change.database.execute(
                """
                INSERT INTO service_accounts (tenant_id, id, name, created_by, created_at)
                VALUES (\(tenant), \(account.id), \(name), \(caller.user), \(time))
                """)
            if !assignments.isEmpty { try MemberStore.insert(assignments, of: account.id, change) }
            return account
        }.outcome
    }

    // Changes of one tenant come one after the other, so that nobody takes the name in between.
    private static func checkFree(_ name: String, _ change: AccessChange) throws {
        let other = try change.database.first(
            "SELECT 1 AS found FROM service_accounts WHERE tenant_id = \(change.tenant) AND name = \(name)")
        guard other == nil else { throw MembershipError.nameTaken }
    }

    /// Gives a service account another name, or disables or enables it.
    ///
    /// - Parameter check: looks at the present state, and throws to keep it.
    /// - Throws: also ``MembershipError`` (`noSuchServiceAccount`, `exceedsOwn`, `nameTaken`, `sessionEnded`).
    package func update(
        _ id: UserID, name: String, isDisabled: Bool, by caller: Caller,
        check: (ServiceAccount) throws -> Void = { _ in }
    ) throws -> (account: ServiceAccount, generation: Int64) {
        let (account, generation) = try AccessChange.make(database, by: caller) { change in
            let current = try present(id, change, check)
            if name != current.name { try Self.checkFree(name, change) }
            try change.database.execute(
                """
                UPDATE service_accounts SET name = \(name), is_disabled = \(isDisabled)
                WHERE tenant_id = \(caller.tenant) AND id = \(id)
                """)
            return current.with(name: name, isDisabled: isDisabled)
        }
        return (account, generation)
    }

    /// Gives a service account roles in place of those that it has; none: it may do nothing.
    ///
    /// - Parameter check: looks at the present state, and throws to keep it.
    /// - Throws: also ``MembershipError`` (`noSuchServiceAccount`, `unknownRoles`, `exceedsOwn`, `sessionEnded`).
    package func assign(
        _ assignments: [RoleAssignment], to id: UserID, by caller: Caller,
        check: (ServiceAccount) throws -> Void = { _ in }
    ) throws -> (account: ServiceAccount, generation: Int64) {
        let (account, generation) = try AccessChange.make(database, by: caller) { change in
            let current = try present(id, change, check)
            try change.checkCovered(change.grants(assignments))
            try MemberStore.deleteAssignments(of: id, change)
            if !assignments.isEmpty { try MemberStore.insert(assignments, of: id, change) }
            return current.with(assignments: Set(assignments).sorted())
        }
        return (account, generation)
    }

    /// Takes a service account out of the tenant, and its keys with it.
    ///
    /// - Parameter check: looks at the present state, and throws to keep it.
    /// - Returns: the generation.
    /// - Throws: also ``MembershipError`` (`noSuchServiceAccount`, `exceedsOwn`, `sessionEnded`).
    package func remove(
        _ id: UserID, by caller: Caller, check: (ServiceAccount) throws -> Void = { _ in }
    ) throws -> Int64 {
        try AccessChange.make(database, by: caller) { change in
            _ = try present(id, change, check)
            try MemberStore.deleteAssignments(of: id, change)
            try APIKeyStore.deleteKeys(of: id, change)
            try change.database.execute(
                "DELETE FROM service_accounts WHERE tenant_id = \(caller.tenant) AND id = \(id)")
        }.generation
    }

    /// A service account that the caller may change.
    private func present(
        _ id: UserID, _ change: AccessChange, _ check: (ServiceAccount) throws -> Void
    ) throws -> ServiceAccount {
        guard let current = try find(id, in: change.tenant) else { throw MembershipError.noSuchServiceAccount }
        try check(current)
        try change.checkCovered(change.presentGrants(current.assignments))
        return current
    }
}

extension ServiceAccount {
    fileprivate func with(
        name: String? = nil, isDisabled: Bool? = nil, assignments: [RoleAssignment]? = nil
    ) -> ServiceAccount {
        ServiceAccount(
            id: id, name: name ?? self.name, isDisabled: isDisabled ?? self.isDisabled, createdBy: createdBy,
            createdAt: createdAt, assignments: assignments ?? self.assignments)
    }
}
