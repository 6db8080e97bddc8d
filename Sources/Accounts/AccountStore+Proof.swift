internal import Database
package import Identity
internal import Mail
package import Sessions

/// Who is signed in proves anew who they are.
extension AccountStore {
    /// Whether this is the caller's password, and a code where logins ask for one; wrong ones count as at a login.
    ///
    /// - Parameter code: of the authenticator, or a recovery code. Used up, whatever comes after it.
    /// - Returns: the caller's e-mail.
    /// - Throws: ``AccountError/wrongPassword``, ``AccountError/wrongCode``: also where none came; ``AccountError/usedCode``,
    ///   ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`, `EncryptionError`.
    package func prove(
        _ password: String, code: String?, of caller: Caller, _ factors: SecondFactorStore,
        from origin: SessionOrigin = .unknown
    ) throws -> String {
        try verify(password, of: caller, from: origin) { email in
            guard try SecondFactorStore.isAsked(of: caller.user, database) else { return }
            do {
                try database.transaction { _ in try take(code ?? "", of: caller.user, email, factors) }
            } catch AccountError.usedCode {
                try tell(.codeReused, email)
                throw AccountError.usedCode
            }
        }.email
    }

    /// Whether this is the caller's password; wrong ones count as at a login.
    ///
    /// - Parameter more: what is looked at besides, before the try counts as a right one.
    /// - Returns: the caller's e-mail, and the hash that the password was compared with.
    /// - Throws: ``AccountError/wrongPassword``, ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`, what `more`
    ///   throws.
    func verify(
        _ password: String, of caller: Caller, from origin: SessionOrigin = .unknown,
        and more: (String) throws -> Void = { _ in }
    ) throws -> (email: String, hash: String) {
        let row = try database.first("SELECT email, password_hash FROM users WHERE id = \(caller.user)")
        guard let row else { throw AccountError.wrongPassword }
        let (email, hash): (String, String) = (try row.get("email"), try row.get("password_hash"))
        let tries = attempts(email, from: origin)
        try tries.store.begin(tries.subjects, at: now())
        guard try passwords.verify(password, against: hash) else { throw AccountError.wrongPassword }
        try more(email)
        try tries.store.succeed(tries.subjects, at: now())
        return (email, hash)
    }

    /// Keeps that the caller has just proved who they are: their session begins anew, with what is asked of them by now.
    ///
    /// - Returns: the caller with the time of it.
    /// - Throws: `DatabaseError`.
    package func renewProof(of caller: Caller) throws -> Caller {
        let time = now()
        let isFrequent = try database.first(
            """
            SELECT 1 AS found FROM sessions WHERE tenant_id = \(caller.tenant) AND id = \(caller.session)
                AND restriction = \(SessionRestriction.password.rawValue)
            """)
        let restriction = try restriction(of: account(of: caller, at: time), isFrequent: isFrequent != nil)
        try database.execute(
            """
            UPDATE sessions SET authenticated_at = \(time), last_used_at = \(time), is_provided = FALSE,
                expires_at = \(Self.end(of: time, usedAt: time)), restriction = \(restriction?.rawValue)
            WHERE tenant_id = \(caller.tenant) AND id = \(caller.session) AND ended_at IS NULL
            """)
        return caller.proven(at: time)
    }

    /// Has the caller's sessions that are restricted for a reason which is gone do everything again, if nothing else is asked. Tell Redis after the commit:
    /// `LiveSessions.forget`.
    ///
    /// - Throws: `DatabaseError`.
    package func lift(_ restriction: SessionRestriction, of caller: Caller) throws {
        let left = try self.restriction(of: account(of: caller, at: now()), isFrequent: false)
        try database.execute(
            """
            UPDATE sessions SET restriction = \(left?.rawValue)
            WHERE user_id = \(caller.user) AND restriction = \(restriction.rawValue)
            """)
    }

    /// Restricts the caller's session where something is missing that is asked of them. Tell Redis after the commit:
    /// `LiveSessions.forget`.
    ///
    /// - Throws: `DatabaseError`.
    func restrict(_ caller: Caller) throws {
        guard let missing = try restriction(of: account(of: caller, at: now()), isFrequent: false) else { return }
        try database.execute(
            """
            UPDATE sessions SET restriction = \(missing.rawValue)
            WHERE tenant_id = \(caller.tenant) AND id = \(caller.session) AND restriction IS NULL
            """)
    }

    private func account(of caller: Caller, at time: Timestamp) throws -> Account? {
        try account(of: caller.session, in: caller.tenant, at: time)
    }

    /// Takes a code of the authenticator or a recovery code, in the transaction of what it is for.
    ///
    /// - Throws: ``AccountError/wrongCode``, ``AccountError/usedCode``.
    func take(_ code: String, of user: UserID, _ email: String, _ factors: SecondFactorStore) throws {
        switch try factors.take(code, of: user) {
        case .code: break
        case .recoveryCode(let left): try tell(.recoveryCodeUsed(left: left), email)
        case .used: throw AccountError.usedCode
        case .wrong: throw AccountError.wrongCode
        }
    }
}
