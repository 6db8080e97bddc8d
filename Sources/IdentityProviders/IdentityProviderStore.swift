package import Database
package import Encryption
package import Identity
internal import JSON

/// The identity providers of all tenants.
///
/// All methods throw `DatabaseError`.
package struct IdentityProviderStore {
    /// The most providers of a tenant.
    package static let providerLimit = 20
    /// Of an issuer's URL, and of a client's id, in bytes.
    package static let nameLimit = 255
    /// Of a client's secret, in bytes.
    package static let secretLimit = 4_096

    let database: Database
    let keys: KeyRing

    package init(_ database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// Puts a provider under a name, in place of the one before.
    ///
    /// - Parameters:
    ///   - secret: the client's; nil: the one that is there stays, for the same issuer and client only.
    ///   - check: looks at what is there, and throws to keep it as it is; nil: nothing is there.
    /// - Throws: also ``IdentityProviderError`` (`tooMany`, `secretNeeded`), `EncryptionError`.
    package func put(
        _ name: String, issuer: String, clientID: String, secret: String?, _ rules: IdentityProviderRules,
        in tenant: TenantID, check: (IdentityProvider?) throws -> Void = { _ in }
    ) throws -> (provider: IdentityProvider, isNew: Bool) {
        let sealed = try secret.map { secret in
            try keys.seal(Array(secret.utf8), boundTo: Self.context(name, issuer, in: tenant))
        }
        return try database.transaction { database in
            let current = try first(name, in: tenant, locking: "FOR UPDATE")
            try check(current)
            let isSame = current.map { $0.issuer == issuer && $0.clientID == clientID } ?? true
            // Whoever may change a provider must not learn its secret by sending it elsewhere.
            guard secret != nil || isSame || current?.hasSecret == false else {
                throw IdentityProviderError.secretNeeded
            }
            let now = Timestamp.now
            let provider = IdentityProvider(
                name: name, issuer: issuer, clientID: clientID, hasSecret: secret != nil || current?.hasSecret == true,
                rules: rules, revision: (current?.revision ?? 0) + 1, createdAt: current?.createdAt ?? now,
                updatedAt: now)
            try current == nil ? insert(provider, sealed, in: tenant) : update(provider, sealed, in: tenant)
            return (provider, current == nil)
        }
    }

    /// In the order of their names.
    ///
    /// - Parameter last: the name after which the page begins.
    package func list(limit: Int, after last: String = "", in tenant: TenantID) throws -> [IdentityProvider] {
        try database.query(
            """
            SELECT \(sql: IdentityProvider.columns) FROM identity_providers
            WHERE tenant_id = \(tenant) AND name > \(last) ORDER BY name LIMIT \(limit)
            """
        ).map(IdentityProvider.init)
    }

    /// A provider; nil where the tenant has none of this name.
    package func find(_ name: String, in tenant: TenantID) throws -> IdentityProvider? {
        try first(name, in: tenant, locking: "")
    }

    /// A provider with which people may log in now; nil: the tenant has none of this name, or is suspended or being deleted.
    package func findForLogIn(_ name: String, in tenant: TenantID) throws -> IdentityProvider? {
        let active = try database.first(
            "SELECT 1 AS found FROM tenants WHERE id = \(tenant) AND suspended_at IS NULL AND delete_at IS NULL")
        return try active == nil ? nil : find(name, in: tenant)
    }

    /// The secret with which the tenant's client proves to be it; nil: it has none.
    ///
    /// - Throws: also `EncryptionError`.
    package func secret(of provider: IdentityProvider, in tenant: TenantID) throws -> String? {
        let row = try database.first(
            """
            SELECT key_id, nonce, ciphertext FROM identity_providers
            WHERE tenant_id = \(tenant) AND name = \(provider.name) AND key_id IS NOT NULL
            """)
        guard let row else { return nil }
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        let bytes = try keys.open(sealed, boundTo: Self.context(provider.name, provider.issuer, in: tenant))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// - Parameter check: looks at what is there, and throws to keep it.
    /// - Returns: whether there was one. Whom it knows stays a member, with the roles that it gave.
    package func delete(
        _ name: String, in tenant: TenantID, check: (IdentityProvider) throws -> Void = { _ in }
    ) throws -> Bool {
        try database.transaction { database in
            guard let current = try first(name, in: tenant, locking: "FOR UPDATE") else { return false }
            try check(current)
            // From now on they count as given by hand: an admin takes them away.
            try database.execute("DELETE FROM provided_roles WHERE tenant_id = \(tenant) AND provider = \(name)")
            return try database.execute(
                "DELETE FROM identity_providers WHERE tenant_id = \(tenant) AND name = \(name)") > 0
        }
    }

    private func first(_ name: String, in tenant: TenantID, locking lock: SQL) throws -> IdentityProvider? {
        // What is no name names none; the column takes ASCII only.
        guard name.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        return try database.first(
            """
            SELECT \(sql: IdentityProvider.columns) FROM identity_providers
            WHERE tenant_id = \(tenant) AND name = \(name) \(sql: lock)
            """
        ).map(IdentityProvider.init)
    }

    private func insert(_ provider: IdentityProvider, _ sealed: SealedBytes?, in tenant: TenantID) throws {
        try database.execute(
            """
            INSERT INTO identity_providers (tenant_id, name, revision, issuer, client_id, key_id, nonce, ciphertext,
            rules, created_at, updated_at) VALUES (\(tenant), \(provider.name), \(provider.revision),
            \(provider.issuer), \(provider.clientID), \(sealed?.keyID), \(sealed?.nonce), \(sealed?.ciphertext),
            \(JSON.object(provider.rules.members).text), \(provider.createdAt), \(provider.updatedAt))
            """)
        let count = try database.first(
            "SELECT COUNT(*) AS count FROM identity_providers WHERE tenant_id = \(tenant)")
        guard try count?.get("count", as: Int.self) ?? 0 <= Self.providerLimit else {
            throw IdentityProviderError.tooMany
        }
    }

    private func update(_ provider: IdentityProvider, _ sealed: SealedBytes?, in tenant: TenantID) throws {
        let secret: SQL =
            sealed.map { "key_id = \($0.keyID), nonce = \($0.nonce), ciphertext = \($0.ciphertext)," } ?? ""
        try database.execute(
            """
            UPDATE identity_providers SET \(sql: secret) revision = \(provider.revision),
            issuer = \(provider.issuer), client_id = \(provider.clientID),
            rules = \(JSON.object(provider.rules.members).text), updated_at = \(provider.updatedAt)
            WHERE tenant_id = \(tenant) AND name = \(provider.name)
            """)
    }

    static func context(_ name: String, _ issuer: String, in tenant: TenantID) -> [UInt8] {
        Array("identity-provider:\(tenant):\(name):\(issuer)".utf8)
    }
}

extension IdentityProvider {
    static let columns: SQL = "name, issuer, client_id, key_id, rules, revision, created_at, updated_at"

    init(_ row: Row) throws {
        self.init(
            name: try row.get("name"), issuer: try row.get("issuer"), clientID: try row.get("client_id"),
            hasSecret: try row.optional("key_id", as: String.self) != nil,
            rules: IdentityProviderRules(try JSON(parsing: try row.get("rules", as: String.self))),
            revision: try row.get("revision"), createdAt: try row.get("created_at"),
            updatedAt: try row.get("updated_at"))
    }
}
