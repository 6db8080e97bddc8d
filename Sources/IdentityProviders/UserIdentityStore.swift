package import Database
package import Identity

/// Which users issuers know, by tenant.
///
/// All methods throw `DatabaseError`.
package struct UserIdentityStore {
    /// The most identities of a user in a tenant.
    package static let identityLimit = 20

    private let database: Database

    package init(_ database: Database) {
        self.database = database
    }

    /// Locked until the transaction ends.
    func find(_ subject: String, of issuer: String, in tenant: TenantID) throws -> UserIdentity? {
        try database.first(
            """
            SELECT \(sql: UserIdentity.columns) FROM user_identities
            WHERE tenant_id = \(tenant) AND issuer = \(issuer) AND subject = \(subject) FOR UPDATE
            """
        ).map(UserIdentity.init)
    }

    /// The identities of a user in a tenant, the latest first.
    ///
    /// - Parameter last: the last one of the page before; nil asks for the first page.
    package func list(
        of user: UserID, limit: Int, after last: UserIdentityID? = nil, in tenant: TenantID
    ) throws -> [UserIdentity] {
        let page: SQL = last.map { "AND id < \($0)" } ?? ""
        return try database.query(
            """
            SELECT \(sql: UserIdentity.columns) FROM user_identities
            WHERE user_id = \(user) AND tenant_id = \(tenant) \(sql: page) ORDER BY id DESC LIMIT \(limit)
            """
        ).map(UserIdentity.init)
    }

    /// Takes the place of one that is void.
    ///
    /// - Throws: also ``IdentityProviderError/tooManyIdentities``.
    func put(_ identity: UserIdentity, in tenant: TenantID) throws {
        try database.execute(
            """
            DELETE FROM user_identities
            WHERE tenant_id = \(tenant) AND issuer = \(identity.issuer) AND subject = \(identity.subject)
            """)
        let others = try list(of: identity.user, limit: Self.identityLimit, in: tenant)
        guard others.count < Self.identityLimit else { throw IdentityProviderError.tooManyIdentities }
        try database.execute(
            """
            INSERT INTO user_identities (tenant_id, issuer, subject, id, user_id, password_hash, created_at, last_used_at)
            VALUES (\(tenant), \(identity.issuer), \(identity.subject), \(identity.id), \(identity.user),
                \(identity.passwordHash), \(identity.createdAt), \(identity.lastUsedAt))
            """)
    }

    func use(_ identity: UserIdentity, in tenant: TenantID, at time: Timestamp) throws {
        try database.execute(
            """
            UPDATE user_identities SET last_used_at = \(time)
            WHERE tenant_id = \(tenant) AND issuer = \(identity.issuer) AND subject = \(identity.subject)
            """)
    }

    /// - Returns: the one that is gone; nil: the user has none with this id in the tenant.
    package func delete(_ id: UserIdentityID, of user: UserID, in tenant: TenantID) throws -> UserIdentity? {
        let row = try database.first(
            """
            SELECT \(sql: UserIdentity.columns) FROM user_identities
            WHERE user_id = \(user) AND id = \(id) AND tenant_id = \(tenant)
            """)
        guard let identity = try row.map(UserIdentity.init) else { return nil }
        let gone = try database.execute(
            "DELETE FROM user_identities WHERE user_id = \(user) AND id = \(id) AND tenant_id = \(tenant)")
        return gone == 1 ? identity : nil
    }

    /// Forgets by which issuers a user is known, in every tenant: a part of the caller's transaction.
    package func deleteAll(of user: UserID) throws {
        try database.execute("DELETE FROM user_identities WHERE user_id = \(user)")
    }
}

extension UserIdentity {
    fileprivate static let columns: SQL = "id, issuer, subject, user_id, password_hash, created_at, last_used_at"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.get("id"), issuer: try row.get("issuer"), subject: try row.get("subject"),
            user: try row.get("user_id"), passwordHash: try row.optional("password_hash"),
            createdAt: try row.get("created_at"), lastUsedAt: try row.optional("last_used_at"))
    }
}
