package import Database
internal import Digests
package import Encryption
internal import Identity

/// What is mixed into passwords before they are hashed (ASVS 4.0.3, 2.4.5): made once, and kept encrypted with the key of secrets, so
/// that this key can change without anybody's password.
///
/// All methods throw `DatabaseError`, `EncryptionError`. Of one thread, as its database is.
package final class PepperStore {
    static let length = 32
    private static let context = Array("password-pepper".utf8)

    private let database: Database
    private let keys: KeyRing
    private var known: [UInt8]?

    package init(_ database: Database, keys: KeyRing) {
        self.database = database
        self.keys = keys
    }

    /// The installation's, which is made where there is none yet.
    func pepper() throws -> [UInt8] {
        if let known { return known }
        if let found = try stored() { return try remember(found) }
        let fresh = RandomBytes.make(Self.length)
        let sealed = try keys.seal(fresh, boundTo: Self.context)
        // Where another process was faster, its own counts.
        try database.execute(
            """
            INSERT IGNORE INTO password_peppers (id, key_id, nonce, ciphertext, created_at)
            VALUES (1, \(sealed.keyID), \(sealed.nonce), \(sealed.ciphertext), \(Timestamp.now))
            """)
        return try remember(stored() ?? sealed)
    }

    /// The key that encrypts it.
    package func keyIDs() throws -> Set<String> { Set(try stored().map { [$0.keyID] } ?? []) }

    /// Encrypts it with the key that encrypts now.
    ///
    /// - Returns: rows that were encrypted anew; nil: no key opens it.
    package func rewrap() throws -> Int? {
        guard let sealed = try stored(), sealed.keyID != keys.sealingKeyID else { return 0 }
        guard let plain = try? keys.open(sealed, boundTo: Self.context) else { return nil }
        let anew = try keys.seal(plain, boundTo: Self.context)
        return try database.execute(
            """
            UPDATE password_peppers SET key_id = \(anew.keyID), nonce = \(anew.nonce), ciphertext = \(anew.ciphertext)
            WHERE id = 1 AND nonce = \(sealed.nonce)
            """)
    }

    private func remember(_ sealed: SealedBytes) throws -> [UInt8] {
        let pepper = try keys.open(sealed, boundTo: Self.context)
        known = pepper
        return pepper
    }

    private func stored() throws -> SealedBytes? {
        try database.first("SELECT key_id, nonce, ciphertext FROM password_peppers WHERE id = 1").map { row in
            SealedBytes(
                keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        }
    }
}
