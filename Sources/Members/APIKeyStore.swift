package import Database
package import Identity
package import Sessions

/// The API keys of members and service accounts.
///
/// All methods throw `DatabaseError`.
package struct APIKeyStore {
    /// How long a key is good where nobody says another time, and at most, in days.
    package static let standardDays = 90
    package static let daysLimit = 365
    /// The most keys of a tenant.
    package static let keyLimit = 1_000
    /// In characters, of the name that people give a key.
    package static let nameLimit = 100
    /// The most namespaces that one key names.
    package static let namespaceLimit = 50
    /// How long a key that has expired stays in the list.
    static let expiredMemory = Duration.seconds(30 * 24 * 60 * 60)
    /// Keys that expired longer ago, removed with each new one.
    static let sweepLimit = 10

    private let database: Database
    private let now: () -> Timestamp

    package init(database: Database, now: @escaping () -> Timestamp = { .now }) {
        self.database = database
        self.now = now
    }

    /// Makes a key.
    ///
    /// - Parameters:
    ///   - account: the service account whose it is; nil: it is the caller's own.
    ///   - days: how long it is good.
    /// - Returns: the key, and its token, which is not kept.
    /// - Throws: also ``MembershipError`` (`noSuchServiceAccount`, `exceedsOwn`, `tooManyKeys`, `sessionEnded`).
    package func create(
        _ name: String, _ rights: APIKeyRights, for account: UserID? = nil, days: Int = standardDays,
        by caller: Caller
    ) throws -> (key: APIKey, token: APIKeyToken) {
        let time = now()
        let id = APIKeyID(at: time)
        let token = APIKeyToken(of: id, in: caller.tenant)
        let key = try AccessChange.make(database, by: caller) { change in
            try change.checkCovered(Grants(scopes: rights.scopes, namespaces: rights.namespaces))
            if let account, try ServiceAccountStore(database: database).find(account, in: caller.tenant) == nil {
                throw MembershipError.noSuchServiceAccount
            }
            try makeRoom(in: caller.tenant, at: time)
            let wanted = time + .seconds(days * 24 * 60 * 60)
            // A key makes none that outlives it: whoever copied it would have it without end.
            let own = try caller.apiKey.flatMap { try find($0, in: caller.tenant)?.expiresAt }
            try database.execute(
                """
                INSERT INTO api_keys (
                    tenant_id, id, principal_id, name, scopes, namespaces, secret_hash, created_by, created_at, expires_at
                )
                VALUES (
                    \(caller.tenant), \(id), \(account ?? caller.user), \(name), \(rights.scopes.description),
                    \(rights.namespaces?.joined(separator: " ")), \(token.secretHash), \(caller.user), \(time),
                    \(own.map { min($0, wanted) } ?? wanted)
                )
                """)
            guard let key = try find(id, in: caller.tenant) else { throw MembershipError.noSuchKey }
            return key
        }.outcome
        return (key, token)
    }

    private func makeRoom(in tenant: TenantID, at time: Timestamp) throws {
        try database.execute(
            """
            DELETE FROM api_keys WHERE tenant_id = \(tenant) AND expires_at < \(time + (.zero - Self.expiredMemory))
            LIMIT \(Self.sweepLimit)
            """)
        let count = try database.first("SELECT COUNT(*) AS count FROM api_keys WHERE tenant_id = \(tenant)")
        guard try count?.get("count", as: Int.self) ?? 0 < Self.keyLimit else { throw MembershipError.tooManyKeys }
    }

    /// The latest first.
    ///
    /// - Parameter last: the last one of the page before; nil asks for the first page.
    package func list(limit: Int, after last: APIKeyID? = nil, in tenant: TenantID) throws -> [APIKey] {
        let page: SQL = last.map { "AND api_keys.id < \($0)" } ?? ""
        return try keys("\(sql: page) ORDER BY api_keys.id DESC LIMIT \(limit)", in: tenant)
    }

    /// A key; nil where the tenant has none with this id.
    package func find(_ id: APIKeyID, in tenant: TenantID) throws -> APIKey? {
        try keys("AND api_keys.id = \(id)", in: tenant).first
    }

    private func keys(_ which: SQL, in tenant: TenantID) throws -> [APIKey] {
        try database.query(
            """
            SELECT api_keys.id AS id, api_keys.principal_id AS principal_id, api_keys.name AS name,
                api_keys.scopes AS scopes, api_keys.namespaces AS namespaces, api_keys.created_by AS created_by,
                api_keys.created_at AS created_at, api_keys.expires_at AS expires_at,
                api_key_uses.last_used_at AS last_used_at, users.email AS email, service_accounts.name AS account
            FROM api_keys
            LEFT JOIN api_key_uses ON api_key_uses.tenant_id = api_keys.tenant_id AND api_key_uses.key_id = api_keys.id
            LEFT JOIN members ON members.tenant_id = api_keys.tenant_id AND members.user_id = api_keys.principal_id
            LEFT JOIN users ON users.id = members.user_id
            LEFT JOIN service_accounts ON service_accounts.tenant_id = api_keys.tenant_id
                AND service_accounts.id = api_keys.principal_id
            WHERE api_keys.tenant_id = \(tenant) \(sql: which)
            """
        ).map(APIKey.init)
    }

    /// Revokes a key: it is good for nothing from then on. Tell Redis after the commit: ``LiveSessions/end(_:in:callerClass:)``.
    ///
    /// - Returns: what it was.
    /// - Throws: also ``MembershipError`` (`noSuchKey`, `sessionEnded`; `exceedsOwn`: it is somebody else's, and permits what the
    ///   caller may not do).
    package func revoke(_ id: APIKeyID, by caller: Caller) throws -> APIKey {
        try AccessChange.make(database, by: caller) { change in
            guard let key = try find(id, in: caller.tenant) else { throw MembershipError.noSuchKey }
            if key.principal.id != caller.user {
                try change.checkCovered(Grants(scopes: key.rights.scopes, namespaces: key.rights.namespaces))
            }
            try database.execute("DELETE FROM api_keys WHERE tenant_id = \(caller.tenant) AND id = \(id)")
            return key
        }.outcome
    }

    static func deleteKeys(of principal: UserID, _ change: AccessChange) throws {
        try change.database.execute(
            "DELETE FROM api_keys WHERE tenant_id = \(change.tenant) AND principal_id = \(principal)")
    }
}

extension APIKey.Principal {
    package var id: UserID {
        switch self {
        case .user(let id, _), .serviceAccount(let id, _), .gone(let id): id
        }
    }
}

extension APIKey {
    fileprivate init(_ row: Row) throws {
        let principal: UserID = try row.get("principal_id")
        let whose: Principal
        if let email: String = try row.optional("email") {
            whose = .user(principal, email: email)
        } else if let name: String = try row.optional("account") {
            whose = .serviceAccount(principal, name: name)
        } else {
            whose = .gone(principal)
        }
        self.init(
            id: try row.get("id"), principal: whose, name: try row.get("name"),
            rights: APIKeyRights(
                scopes: PermissionSet(parsing: try row.get("scopes", as: String.self)),
                namespaces: try row.optional("namespaces", as: String.self)?.split(separator: " ").map(String.init)),
            createdBy: try row.get("created_by"), createdAt: try row.get("created_at"),
            expiresAt: try row.get("expires_at"), lastUsedAt: try row.optional("last_used_at"))
    }
}
