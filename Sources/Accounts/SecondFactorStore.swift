package import Database
internal import Digests
package import Encryption
package import Identity
internal import TextEncodings

/// What people are asked for after their password: a code of their authenticator, or a recovery code.
///
/// All methods throw `DatabaseError`, `EncryptionError`.
package struct SecondFactorStore {
    package static let recoveryCodeLimit = 10
    /// Bytes of chance in a recovery code.
    private static let recoveryCodeLength = 10
    /// Steps that an authenticator's clock may be off, either way (RFC 6238, section 5.2).
    private static let driftSteps: Int64 = 1

    let database: Database
    let keys: KeyRing
    private let now: () -> Timestamp

    package init(_ database: Database, keys: KeyRing, now: @escaping () -> Timestamp = { .now }) {
        self.database = database
        self.keys = keys
        self.now = now
    }

    /// Makes a secret for a user's authenticator, in place of one that was never confirmed.
    ///
    /// - Returns: the secret in base 32.
    /// - Throws: ``AccountError/secondFactorExists``.
    package func begin(for user: UserID) throws -> String {
        let secret = (0..<TimeBasedPassword.secretLength).map { _ in UInt8.random(in: .min ... .max) }
        let sealed = try keys.seal(secret, boundTo: Self.context(user))
        try database.transaction { database in
            guard try !Self.isOn(for: user, database) else { throw AccountError.secondFactorExists }
            try database.execute("DELETE FROM second_factors WHERE user_id = \(user)")
            try database.execute(
                """
                INSERT INTO second_factors (user_id, key_id, nonce, ciphertext, created_at, last_step)
                VALUES (\(user), \(sealed.keyID), \(sealed.nonce), \(sealed.ciphertext), \(now()), 0)
                """)
        }
        return Base32.encode(secret)
    }

    /// Has logins ask for a code from now on, since the authenticator shows the right one.
    ///
    /// - Returns: the recovery codes, which nobody is shown again.
    /// - Throws: ``AccountError/wrongCode``, ``AccountError/secondFactorExists``.
    package func confirm(_ code: String, for user: UserID) throws -> [String] {
        let codes = (0..<Self.recoveryCodeLimit).map { _ in
            Base32.encode((0..<Self.recoveryCodeLength).map { _ in UInt8.random(in: .min ... .max) }).lowercased()
        }
        try database.transaction { database in
            guard try !Self.isOn(for: user, database) else { throw AccountError.secondFactorExists }
            guard try takeCode(code, of: user) else { throw AccountError.wrongCode }
            try database.execute("UPDATE second_factors SET confirmed_at = \(now()) WHERE user_id = \(user)")
            try database.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
            for code in codes {
                try database.execute(
                    """
                    INSERT INTO recovery_codes (user_id, code_hash) VALUES (\(user), \(Self.hash(of: code, user)))
                    """)
            }
        }
        return codes
    }

    /// Has logins ask for the password only.
    package func remove(for user: UserID) throws {
        try database.transaction { database in
            for table in ["second_factors", "recovery_codes", "login_challenges"] as [SQL] {
                try database.execute("DELETE FROM \(sql: table) WHERE user_id = \(user)")
            }
        }
    }

    /// Takes a code of the authenticator or a recovery code; each is good once.
    func take(_ code: String, of user: UserID) throws -> Bool {
        if code.utf8.count == TimeBasedPassword.digits { return try takeCode(code, of: user) }
        return try database.execute(
            """
            UPDATE recovery_codes SET used_at = \(now())
            WHERE user_id = \(user) AND code_hash = \(Self.hash(of: code.lowercased(), user)) AND used_at IS NULL
            """) == 1
    }

    /// Whether logins of a user ask for a code.
    static func isOn(for user: UserID, _ database: Database) throws -> Bool {
        try database.first(
            "SELECT 1 AS one FROM second_factors WHERE user_id = \(user) AND confirmed_at IS NOT NULL") != nil
    }

    private func takeCode(_ code: String, of user: UserID) throws -> Bool {
        let row = try database.first("SELECT key_id, nonce, ciphertext FROM second_factors WHERE user_id = \(user)")
        guard let row else { return false }
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        let secret = try keys.open(sealed, boundTo: Self.context(user))
        let present = now().microseconds / 1_000_000 / TimeBasedPassword.stepSeconds
        let steps = present - Self.driftSteps...present + Self.driftSteps
        guard let step = steps.last(where: { TimeBasedPassword.code(secret, step: $0) == code }) else { return false }
        // The condition decides between two requests with one code.
        return try database.execute(
            "UPDATE second_factors SET last_step = \(step) WHERE user_id = \(user) AND last_step < \(step)") == 1
    }

    private static func hash(of code: String, _ user: UserID) -> [UInt8] {
        SHA256.digest("\(user):\(code)".utf8)
    }

    static func context(_ user: UserID) -> [UInt8] { Array("second-factor:\(user)".utf8) }
}
