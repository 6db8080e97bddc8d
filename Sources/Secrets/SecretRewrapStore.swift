package import Database
package import Encryption
internal import Identity

/// Encrypts what old keys encrypted with the one that encrypts now, for the operator: of all tenants, and without showing a value.
///
/// It may stop at any time, and be called by several at once, while secrets are put and read. Neither the revision of a secret
/// nor its times change. All methods throw ``DatabaseError``.
package struct SecretRewrapStore {
    /// Rows of a transaction: 1 MB of values at most.
    static let batchLimit = 16

    private let database: Database
    private let keys: KeyRing

    package init(database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// What came of ``rewrapAll()``.
    package struct Outcome: Sendable, Hashable {
        package var rewrapped = 0
        /// Those that no key opens, by tenant and name; they stay as they are.
        package var unreadable: [String] = []
    }

    /// How many secrets each key encrypts; of keys that encrypt none there is nothing.
    package func counts() throws -> [String: Int] {
        let rows = try database.query("SELECT key_id, COUNT(*) AS count FROM secrets GROUP BY key_id")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("key_id"), try $0.get("count")) })
    }

    /// - Parameter progress: is told how many have been encrypted anew.
    package func rewrapAll(progress: (Int) -> Void = { _ in }) throws -> Outcome {
        var outcome = Outcome()
        for key in try counts().keys.sorted() where key != keys.sealingKeyID {
            var place: Place?
            repeat {
                // What ran twice counts once.
                (place, outcome) = try database.transaction { database in
                    try rewrapBatch(of: key, after: place, outcome, database)
                }
                progress(outcome.rewrapped)
            } while place != nil
        }
        return outcome
    }

    private struct Place {
        let tenant: TenantID
        let secret: SecretID
    }

    /// - Returns: the last one of the batch, nil: there are no more; what has come of all so far.
    private func rewrapBatch(
        of key: String, after place: Place?, _ outcome: Outcome, _ database: Database
    ) throws -> (Place?, Outcome) {
        let rest: SQL = place.map { "AND (tenant_id, id) > (\($0.tenant), \($0.secret))" } ?? ""
        let rows = try database.query(
            """
            SELECT tenant_id, id, name, nonce, ciphertext FROM secrets WHERE key_id = \(key) \(sql: rest)
            ORDER BY tenant_id, id LIMIT \(Self.batchLimit)
            """)
        var batch = outcome
        var last: Place?
        for row in rows {
            let place = Place(tenant: try row.get("tenant_id"), secret: try row.get("id"))
            last = place
            let name = try row.get("name", as: String.self)
            let sealed = SealedBytes(
                keyID: key, nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
            let context = SecretValue.context(name, in: place.tenant)
            guard let plain = try? keys.open(sealed, boundTo: context) else {
                batch.unreadable.append("\(place.tenant) \(name)")
                continue
            }
            let anew = try keys.seal(plain, boundTo: context)
            // A value that was put meanwhile has another nonce, and stays.
            batch.rewrapped += try database.execute(
                """
                UPDATE secrets SET key_id = \(anew.keyID), nonce = \(anew.nonce), ciphertext = \(anew.ciphertext)
                WHERE tenant_id = \(place.tenant) AND id = \(place.secret) AND key_id = \(key)
                AND nonce = \(sealed.nonce)
                """)
        }
        return (last, batch)
    }
}
