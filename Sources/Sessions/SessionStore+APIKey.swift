internal import Database
package import Identity

/// API keys, as far as every request with one needs them.
extension SessionStore {
    /// How often it is written down that a key is in use.
    package static let useInterval = Duration.seconds(60)

    /// What proves an API key.
    package struct KnownAPIKey: Sendable {
        /// Who sends a request with it; without grants.
        package let caller: Caller
        package let secretHash: [UInt8]
        package let expiresAt: Timestamp
    }

    /// An API key that was made and not revoked, expired or not; nil: there is none.
    package func apiKey(_ key: APIKeyID, in tenant: TenantID) throws -> KnownAPIKey? {
        let row = try database.first(
            """
            SELECT principal_id, secret_hash, expires_at FROM api_keys
            WHERE tenant_id = \(tenant) AND id = \(key)
            """)
        guard let row else { return nil }
        return KnownAPIKey(
            caller: Caller(
                user: try row.get("principal_id"), tenant: tenant, session: key, role: .viewer,
                callerClass: .automation),
            secretHash: try row.get("secret_hash"), expiresAt: try row.get("expires_at"))
    }

    /// What may be done with a key now: what its scopes and the roles of whose it is permit both; nil: it was revoked or has
    /// expired, or whose it is has gone or is disabled.
    func standing(ofKey key: APIKeyID, in tenant: TenantID, at time: Timestamp) throws -> SessionStanding? {
        // One statement, so that the generation is that of the assignments.
        let rows = try database.query(
            """
            SELECT members.role AS role, \(sql: Self.tenantColumns),
                role_assignments.namespace AS namespace, role_assignments.role AS assigned,
                roles.permissions AS permissions, api_keys.scopes AS scopes, api_keys.namespaces AS namespaces
            FROM api_keys
            JOIN tenants ON tenants.id = api_keys.tenant_id
            LEFT JOIN members ON members.tenant_id = api_keys.tenant_id AND members.user_id = api_keys.principal_id
            LEFT JOIN service_accounts ON service_accounts.tenant_id = api_keys.tenant_id
                AND service_accounts.id = api_keys.principal_id AND service_accounts.is_disabled = 0
            LEFT JOIN role_assignments ON role_assignments.tenant_id = api_keys.tenant_id
                AND role_assignments.user_id = api_keys.principal_id
            LEFT JOIN roles ON roles.tenant_id = role_assignments.tenant_id AND roles.name = role_assignments.role
            WHERE api_keys.tenant_id = \(tenant) AND api_keys.id = \(key) AND api_keys.expires_at > \(time)
                AND (members.user_id IS NOT NULL OR service_accounts.id IS NOT NULL)
            """)
        guard let first = rows.first else { return nil }
        let scopes = Grants(
            scopes: PermissionSet(parsing: try first.get("scopes", as: String.self)),
            namespaces: try first.optional("namespaces", as: String.self)?.split(separator: " ").map(String.init))
        return try Self.standing(Self.grants(rows).intersection(scopes), first)
    }

    /// Writes down that a key is in use, where that has not been done in the last ``useInterval``.
    package func noteUse(of key: APIKeyID, in tenant: TenantID, at time: Timestamp = .now) throws {
        try database.execute(
            """
            INSERT INTO api_key_uses (tenant_id, key_id, last_used_at) VALUES (\(tenant), \(key), \(time))
            ON DUPLICATE KEY UPDATE
                last_used_at = IF(last_used_at > \(time + (.zero - Self.useInterval)), last_used_at, \(time))
            """)
    }
}

extension Grants {
    /// What an API key permits at most.
    ///
    /// - Parameter namespaces: where; nil: in all of the tenant.
    package init(scopes: PermissionSet, namespaces: [String]?) {
        guard let namespaces else {
            self.init(scopes)
            return
        }
        self.init(namespaces.map { ($0, scopes) })
    }
}
