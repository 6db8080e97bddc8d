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
    /// Bytes of chance in a recovery code: 120 bits, with which a hash needs no salt (ASVS 4.0.3, 2.6.2).
    private static let recoveryCodeLength = 15
    /// Characters between two hyphens of a recovery code.
    private static let groupLength = 4
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

    /// Whether logins ask for codes of an authenticator of a user's.
    package func hasAuthenticator(_ user: UserID) throws -> Bool { try Self.isOn(for: user, database) }

    /// Makes a secret for a user's authenticator, in place of one that was never confirmed.
    ///
    /// - Returns: the secret in base 32.
    /// - Throws: ``AccountError/secondFactorExists``, ``AccountError/sessionEnded``.
    package func begin(for user: UserID) throws -> String {
        let secret = RandomBytes.make(TimeBasedPassword.secretLength)
        let sealed = try keys.seal(secret, boundTo: Self.context(user))
        try database.transaction { database in
            try database.lock(user)
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
    /// - Throws: ``AccountError/wrongCode``, ``AccountError/secondFactorExists``, ``AccountError/sessionEnded``.
    package func confirm(_ code: String, for user: UserID) throws -> [String] {
        try database.transaction { database in
            try database.lock(user)
            guard try !Self.isOn(for: user, database) else { throw AccountError.secondFactorExists }
            guard try takeCode(code, of: user) == .code else { throw AccountError.wrongCode }
            try database.execute("UPDATE second_factors SET confirmed_at = \(now()) WHERE user_id = \(user)")
            return try replaceRecoveryCodes(of: user)
        }
    }

    /// Makes new recovery codes in place of those of before, as a part of the transaction that is open.
    func replaceRecoveryCodes(of user: UserID) throws -> [String] {
        let codes = (0..<Self.recoveryCodeLimit).map { _ in Self.newRecoveryCode() }
        try database.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
        for code in codes {
            try database.execute(
                """
                INSERT INTO recovery_codes (user_id, code_hash) VALUES (\(user), \(Self.hash(of: code, user)))
                """)
        }
        return codes
    }

    /// Has logins ask for no code of an authenticator. Recovery codes stay for whom they ask for a passkey.
    ///
    /// - Returns: whether they asked for a code.
    @discardableResult
    package func remove(for user: UserID) throws -> Bool {
        try database.transaction { database in
            try database.lock(user)
            let wasOn = try Self.isOn(for: user, database)
            for table in ["second_factors", "login_challenges"] as [SQL] {
                try database.execute("DELETE FROM \(sql: table) WHERE user_id = \(user)")
            }
            if try !Self.isAsked(of: user, database) {
                try database.execute("DELETE FROM recovery_codes WHERE user_id = \(user)")
            }
            return wasOn
        }
    }

    /// What came of a code.
    enum Taken: Equatable {
        case code
        /// So many are left.
        case recoveryCode(left: Int)
        /// Right, but used before.
        case used
        case wrong
    }

    /// Takes a code of the authenticator or a recovery code; each is good once.
    func take(_ code: String, of user: UserID) throws -> Taken {
        // An authenticator that was never confirmed may be anybody's.
        if code.utf8.count == TimeBasedPassword.digits {
            return try Self.isOn(for: user, database) ? takeCode(code, of: user) : .wrong
        }
        let hash = Self.hash(of: code, user)
        let taken = try database.execute(
            """
            UPDATE recovery_codes SET used_at = \(now())
            WHERE user_id = \(user) AND code_hash = \(hash) AND used_at IS NULL
            """)
        let row = try database.first(
            """
            SELECT COALESCE(SUM(used_at IS NULL), 0) AS unused, COALESCE(SUM(code_hash = \(hash)), 0) AS same
            FROM recovery_codes WHERE user_id = \(user)
            """)
        if taken == 1 { return .recoveryCode(left: try row?.get("unused") ?? 0) }
        return try row?.get("same", as: Int.self) ?? 0 > 0 ? .used : .wrong
    }

    /// Whether logins of a user ask for more than the password: a code, or a passkey.
    static func isAsked(of user: UserID, _ database: Database) throws -> Bool {
        try isOn(for: user, database)
            || database.first("SELECT 1 AS one FROM passkeys WHERE user_id = \(user) LIMIT 1") != nil
    }

    /// Whether a user has an authenticator that shows codes.
    static func isOn(for user: UserID, _ database: Database) throws -> Bool {
        try database.first(
            "SELECT 1 AS one FROM second_factors WHERE user_id = \(user) AND confirmed_at IS NOT NULL") != nil
    }

    private func takeCode(_ code: String, of user: UserID) throws -> Taken {
        let row = try database.first("SELECT key_id, nonce, ciphertext FROM second_factors WHERE user_id = \(user)")
        guard let row else { return .wrong }
        let sealed = SealedBytes(
            keyID: try row.get("key_id"), nonce: try row.get("nonce"), ciphertext: try row.get("ciphertext"))
        let secret = try keys.open(sealed, boundTo: Self.context(user))
        let present = now().microseconds / 1_000_000 / TimeBasedPassword.stepSeconds
        let steps = present - Self.driftSteps...present + Self.driftSteps
        guard let step = steps.last(where: { TimeBasedPassword.code(secret, step: $0) == code }) else { return .wrong }
        // The condition decides between two requests with one code.
        let taken = try database.execute(
            "UPDATE second_factors SET last_step = \(step) WHERE user_id = \(user) AND last_step < \(step)")
        return taken == 1 ? .code : .used
    }

    /// Such as `mfra-ggze-mztw-q2lk-nbsw-y3dp`: what people type.
    private static func newRecoveryCode() -> String {
        let text = Array(Base32.encode(RandomBytes.make(recoveryCodeLength)).lowercased())
        return stride(from: 0, to: text.count, by: groupLength).map {
            String(text[$0..<min($0 + groupLength, text.count)])
        }
        .joined(separator: "-")
    }

    private static func hash(of code: String, _ user: UserID) -> [UInt8] {
        // Hyphens and spaces are for the eye.
        let letters = code.lowercased().filter { $0 != "-" && $0 != " " }
        return SHA256.digest("\(user):\(letters)".utf8)
    }

    static func context(_ user: UserID) -> [UInt8] { Array("second-factor:\(user)".utf8) }
}
