internal import Database
internal import Encryption
package import Identity

/// For the operator: what happens to authenticators' secrets when the installation's key changes. They are encrypted with the same
/// keys as the secrets of workflows.
extension SecondFactorStore {
    /// Rows of a look.
    static let rewrapLimit = 100

    /// The keys that encrypt something.
    package func keyIDs() throws -> Set<String> {
        Set(try database.query("SELECT DISTINCT key_id FROM second_factors").map { try $0.get("key_id") })
    }

    /// Encrypts what old keys encrypted with the one that encrypts now. It may stop at any time, and be called by several at once,
    /// while people log in.
    ///
    /// - Returns: how many were encrypted anew, and whose no key opens; those stay as they are.
    package func rewrapAll() throws -> (rewrapped: Int, unreadable: [UserID]) {
        var (rewrapped, unreadable, last) = (0, [UserID](), UserID?.none)
        while true {
            let rest: SQL = last.map { "AND user_id > \($0)" } ?? ""
            let rows = try database.query(
                """
                SELECT user_id, key_id, nonce, ciphertext FROM second_factors
                WHERE key_id <> \(keys.sealingKeyID) \(sql: rest) ORDER BY user_id LIMIT \(Self.rewrapLimit)
                """)
            for row in rows {
                let user: UserID = try row.get("user_id")
                last = user
                if let done = try rewrap(row, of: user) { rewrapped += done } else { unreadable.append(user) }
            }
            if rows.count < Self.rewrapLimit { return (rewrapped, unreadable) }
        }
    }

    /// - Returns: rows that are encrypted anew: none where there is another secret meanwhile; nil: no key opens it.
    private func rewrap(_ row: Row, of user: UserID) throws -> Int? {
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        guard let plain = try? keys.open(sealed, boundTo: Self.context(user)) else { return nil }
        let anew = try keys.seal(plain, boundTo: Self.context(user))
        return try database.execute(
            """
            UPDATE second_factors SET key_id = \(anew.keyID), nonce = \(anew.nonce), ciphertext = \(anew.ciphertext)
            WHERE user_id = \(user) AND nonce = \(sealed.nonce)
            """)
    }
}
