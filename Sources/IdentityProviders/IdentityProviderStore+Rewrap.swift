internal import Database
internal import Encryption
internal import Identity

/// For the operator: what happens to clients' secrets when the installation's key changes.
extension IdentityProviderStore {
    /// Rows of a look.
    static let rewrapLimit = 100

    /// The keys that encrypt something.
    package func keyIDs() throws -> Set<String> {
        Set(
            try database.query("SELECT DISTINCT key_id FROM identity_providers WHERE key_id IS NOT NULL").map {
                try $0.get("key_id")
            })
    }

    /// Encrypts what old keys encrypted with the one that encrypts now. It may stop at any time, and be called by several at
    /// once, while people log in.
    ///
    /// - Returns: how many were encrypted anew, and whose no key opens, as `TENANT/NAME`; those stay as they are.
    package func rewrapAll() throws -> (rewrapped: Int, unreadable: [String]) {
        var (rewrapped, unreadable, last) = (0, [String](), (TenantID, String)?.none)
        while true {
            let rest: SQL = last.map { "AND (tenant_id, name) > (\($0.0), \($0.1))" } ?? ""
            let rows = try database.query(
                """
                SELECT tenant_id, name, issuer, key_id, nonce, ciphertext FROM identity_providers
                WHERE key_id <> \(keys.sealingKeyID) \(sql: rest) ORDER BY tenant_id, name LIMIT \(Self.rewrapLimit)
                """)
            for row in rows {
                let place: (TenantID, String) = (try row.get("tenant_id"), try row.get("name"))
                last = place
                if let done = try rewrap(row, place) {
                    rewrapped += done
                } else {
                    unreadable.append("\(place.0)/\(place.1)")
                }
            }
            if rows.count < Self.rewrapLimit { return (rewrapped, unreadable) }
        }
    }

    /// - Returns: rows that are encrypted anew: none where there is another secret meanwhile; nil: no key opens it.
    private func rewrap(_ row: Row, _ place: (tenant: TenantID, name: String)) throws -> Int? {
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        let context = Self.context(place.name, try row.get("issuer"), in: place.tenant)
        guard let plain = try? keys.open(sealed, boundTo: context) else { return nil }
        let anew = try keys.seal(plain, boundTo: context)
        return try database.execute(
            """
            UPDATE identity_providers SET key_id = \(anew.keyID), nonce = \(anew.nonce),
            ciphertext = \(anew.ciphertext)
            WHERE tenant_id = \(place.tenant) AND name = \(place.name) AND nonce = \(sealed.nonce)
            """)
    }
}
