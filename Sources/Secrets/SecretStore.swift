package import Database
package import Encryption
package import Identity
package import JSON

/// The secrets of all tenants, encrypted.
///
/// All methods throw ``DatabaseError``.
package struct SecretStore {
    private let database: Database
    private let keys: KeyRing

    package init(database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// What came of ``put(_:_:by:in:check:)``.
    package enum Outcome: Sendable, Hashable {
        case created(Secret)
        case updated(Secret)
    }

    /// Puts a value under a name, in place of the one that is there.
    ///
    /// - Parameters:
    ///   - name: one that ``SecretName`` takes.
    ///   - check: looks at what is there, and throws to keep it as it is; nil: nothing is there.
    /// - Throws: also ``SecretLimit/secrets``, `EncryptionError`.
    package func put(
        _ name: String, _ value: SecretValue, by user: UserID, in tenant: TenantID,
        check: (Secret?) throws -> Void = { _ in }
    ) throws -> Outcome {
        let sealed = try keys.seal(value.bytes, boundTo: SecretValue.context(name, in: tenant))
        return try database.transaction { database in
            let current = try Self.locked(name, in: tenant, database)
            try check(current)
            let now = Timestamp.now
            let secret = Secret(
                id: current?.id ?? SecretID(at: now), name: name, revision: (current?.revision ?? 0) + 1,
                createdBy: current?.createdBy ?? user, createdAt: current?.createdAt ?? now, updatedBy: user,
                updatedAt: now)
            guard current == nil else {
                try Self.update(secret, sealed, in: tenant, database)
                return .updated(secret)
            }
            try Self.insert(secret, sealed, in: tenant, database)
            let secrets = try database.first("SELECT COUNT(*) AS count FROM secrets WHERE tenant_id = \(tenant)")
            guard try secrets?.get("count", as: Int.self) ?? 0 <= SecretLimit.secretLimit else {
                throw SecretLimit.secrets
            }
            return .created(secret)
        }
    }

    /// The secrets of a tenant, the one that was created last first.
    ///
    /// - Parameter last: the last secret of the page before; nil asks for the first page.
    package func list(limit: Int, after last: SecretID? = nil, in tenant: TenantID) throws -> [Secret] {
        let page: SQL = last.map { "AND id < \($0)" } ?? ""
        return try database.query(
            """
            SELECT \(sql: Secret.columns) FROM secrets WHERE tenant_id = \(tenant) \(sql: page)
            ORDER BY id DESC LIMIT \(limit)
            """
        ).map(Secret.init)
    }

    /// What is known of a secret; nil where there is none of this name.
    package func find(_ name: String, in tenant: TenantID) throws -> Secret? {
        // What is no name of a secret names none; the column takes ASCII only.
        guard SecretName.isGood(name) else { return nil }
        return try database.first(
            "SELECT \(sql: Secret.columns) FROM secrets WHERE tenant_id = \(tenant) AND name = \(name)"
        ).map(Secret.init)
    }

    /// - Parameter check: looks at what is there, and throws to keep it.
    /// - Returns: whether there was one.
    package func delete(
        _ name: String, in tenant: TenantID, check: (Secret) throws -> Void = { _ in }
    ) throws -> Bool {
        guard SecretName.isGood(name) else { return false }
        return try database.transaction { database in
            guard let current = try Self.locked(name, in: tenant, database) else { return false }
            try check(current)
            return try database.execute("DELETE FROM secrets WHERE tenant_id = \(tenant) AND name = \(name)") > 0
        }
    }

    /// Reads values. They are for runs, and for nobody's eyes.
    ///
    /// - Returns: the values by name; the names of which there is no secret, in order.
    /// - Throws: also ``SecretLimit`` (`runSecrets`, `runSize`), ``SecretUnreadable``.
    package func values(of names: [String], in tenant: TenantID) throws -> (
        values: [String: JSON], missing: [String]
    ) {
        guard names.count <= SecretLimit.runSecretLimit else { throw SecretLimit.runSecrets }
        let known = names.filter(SecretName.isGood)
        guard !known.isEmpty else { return ([:], names) }
        let rows = try database.query(
            """
            SELECT name, key_id, nonce, ciphertext FROM secrets
            WHERE tenant_id = \(tenant) AND name IN \(list: known)
            """)
        var values: [String: JSON] = [:]
        var size = 0
        for row in rows {
            let name = try row.get("name", as: String.self)
            let value = try opened(row, name, in: tenant)
            size += value.count
            guard size <= SecretLimit.runValueLimit else { throw SecretLimit.runSize }
            values[name] = try JSON(parsing: value)
        }
        return (values, names.filter { values[$0] == nil })
    }

    private func opened(_ row: Row, _ name: String, in tenant: TenantID) throws -> [UInt8] {
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        do {
            return try keys.open(sealed, boundTo: SecretValue.context(name, in: tenant))
        } catch {
            throw SecretUnreadable(name: name, reason: error)
        }
    }

    private static func locked(_ name: String, in tenant: TenantID, _ database: Database) throws -> Secret? {
        try database.first(
            "SELECT \(sql: Secret.columns) FROM secrets WHERE tenant_id = \(tenant) AND name = \(name) FOR UPDATE"
        ).map(Secret.init)
    }

    private static func insert(
        _ secret: Secret, _ sealed: SealedBytes, in tenant: TenantID, _ database: Database
    ) throws {
        try database.execute(
            """
            INSERT INTO secrets (tenant_id, id, name, revision, key_id, nonce, ciphertext, created_by, created_at,
            updated_by, updated_at) VALUES (\(tenant), \(secret.id), \(secret.name), \(secret.revision),
            \(sealed.keyID), \(sealed.nonce), \(sealed.ciphertext), \(secret.createdBy), \(secret.createdAt),
            \(secret.updatedBy), \(secret.updatedAt))
            """)
    }

    private static func update(
        _ secret: Secret, _ sealed: SealedBytes, in tenant: TenantID, _ database: Database
    ) throws {
        try database.execute(
            """
            UPDATE secrets SET revision = \(secret.revision), key_id = \(sealed.keyID), nonce = \(sealed.nonce),
            ciphertext = \(sealed.ciphertext), updated_by = \(secret.updatedBy), updated_at = \(secret.updatedAt)
            WHERE tenant_id = \(tenant) AND id = \(secret.id)
            """)
    }
}
