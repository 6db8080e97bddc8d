internal import Database
package import Identity
internal import Mail
package import Sessions
package import WebAuthn

/// Logins and proofs with passkeys.
extension AccountStore {
    /// Opens a session by a passkey alone, whose authenticator has verified its user: what they have, and what they know or are.
    ///
    /// - Parameters:
    ///   - tenant: the id or the name of the tenant, for a user who is a member of several.
    ///   - record: called in the transaction that opens the session.
    /// - Throws: ``AccountError/passkeyChallengeInvalid``, ``AccountError/passkeyRefused(_:)``, ``AccountError/passkeyCloned(_:)``,
    ///   ``AccountError/passkeysUnavailable``, ``AccountError/tenantRequired(_:)``: challenge and signature stay good; `DatabaseError`,
    ///   what `record` throws.
    package func logIn(
        passkey response: AuthenticationResponse, tenant: String? = nil, _ passkeys: PasskeyStore,
        from origin: SessionOrigin = .unknown, recording record: (SignIn, Passkey) throws -> Void = { _, _ in }
    ) throws -> SignIn {
        try tellingOfClones {
            let signed = try passkeys.verify(response, .logIn, for: nil, isAlone: true)
            return try transaction { token in
                try passkeys.use(signed)
                let account: Account
                do {
                    account = try membership(of: signed.passkey.user, tenant: tenant)
                } catch AccountError.invalidCredentials {
                    // Whoever belongs to no tenant has nothing to log in to.
                    throw AccountError.passkeyRefused(nil)
                }
                let signIn = try openSession(for: account, token, from: origin, at: now())
                try record(signIn, signed.passkey)
                return signIn
            }
        }
    }

    /// Goes on with a login whose password was right, by a passkey in place of a code.
    ///
    /// - Throws: as the login with a code, and as the one with a passkey alone.
    package func logIn(
        challenge: String, passkey response: AuthenticationResponse, tenant: String? = nil, _ passkeys: PasskeyStore,
        from origin: SessionOrigin = .unknown, recording record: (SignIn, Passkey) throws -> Void = { _, _ in }
    ) throws -> SignIn {
        try tellingOfClones {
            guard let user = try user(ofChallenge: challenge) else { throw AccountError.challengeInvalid }
            let signed = try passkeys.verify(response, .secondFactor, for: user, isAlone: false)
            return try logIn(challenge: challenge, tenant: tenant, from: origin) { _, _ in
                try passkeys.use(signed)
            } recording: { signIn in
                try record(signIn, signed.passkey)
            }
        }
    }

    /// Whether a passkey of the caller signed that it is they; with the password, where the authenticator has not verified them.
    ///
    /// - Returns: the caller's e-mail.
    /// - Throws: ``AccountError/passkeyChallengeInvalid``, ``AccountError/passkeyRefused(_:)``, ``AccountError/passkeyCloned(_:)``,
    ///   ``AccountError/passkeysUnavailable``, ``AccountError/wrongPassword``, ``AccountError/tooManyAttempts(retryAfter:)``,
    ///   `DatabaseError`.
    package func prove(
        passkey response: AuthenticationResponse, _ password: String?, of caller: Caller, _ passkeys: PasskeyStore,
        from origin: SessionOrigin = .unknown
    ) throws -> String {
        try tellingOfClones {
            func prove() throws {
                let signed = try passkeys.verify(
                    response, .proof, for: caller.user, in: caller.session, isAlone: password == nil)
                try database.transaction { _ in try passkeys.use(signed) }
            }
            if let password { return try verify(password, of: caller, from: origin) { _ in try prove() }.email }
            try prove()
            guard let email = try email(of: caller.user) else { throw AccountError.passkeyRefused(nil) }
            return email
        }
    }

    /// Keeps a passkey of the caller, as a part of the transaction that is open. Logins ask for it, or for another second factor, from now on.
    ///
    /// - Returns: recovery codes, which nobody is shown again; none where the caller had a second factor before.
    /// - Throws: ``AccountError/tooManyPasskeys``, ``AccountError/passkeyExists``, ``AccountError/sessionEnded``, `DatabaseError`.
    package func addPasskey(
        _ record: CredentialRecord, named name: String, of caller: Caller, _ passkeys: PasskeyStore,
        _ factors: SecondFactorStore
    ) throws -> (passkey: Passkey, recoveryCodes: [String]) {
        try database.lock(caller.user)
        // Whoever ends somebody's sessions takes passkeys away or leaves those that are there: none may come after.
        let session = try database.first(
            """
            SELECT 1 AS found FROM sessions
            WHERE tenant_id = \(caller.tenant) AND id = \(caller.session) AND \(sql: SessionStore.isLive(at: now()))
            """)
        guard session != nil else { throw AccountError.sessionEnded }
        // Whoever knows the password alone may have begun with one.
        try database.execute("DELETE FROM second_factors WHERE user_id = \(caller.user) AND confirmed_at IS NULL")
        let isFirst = try !SecondFactorStore.isAsked(of: caller.user, database)
        let passkey = try passkeys.insert(record, named: name, of: caller.user)
        let codes = isFirst ? try factors.replaceRecoveryCodes(of: caller.user) : []
        try lift(.secondFactor, of: caller)
        try tell(.passkeyAdded, toUser: caller.user)
        return (passkey, codes)
    }

    /// Forgets a passkey of the caller, as a part of the transaction that is open.
    ///
    /// - Returns: the one that is gone; nil: the caller has none with this id.
    /// - Throws: `DatabaseError`.
    package func removePasskey(_ id: PasskeyID, of caller: Caller, _ passkeys: PasskeyStore) throws -> Passkey? {
        try database.lock(caller.user)
        guard let passkey = try passkeys.delete(id, of: caller.user) else { return nil }
        if try !SecondFactorStore.isAsked(of: caller.user, database) {
            for table in ["recovery_codes", "login_challenges"] as [SQL] {
                try database.execute("DELETE FROM \(sql: table) WHERE user_id = \(caller.user)")
            }
        }
        // The tenant may ask for one.
        try restrict(caller)
        try tell(.passkeyRemoved, toUser: caller.user)
        return passkey
    }

    /// The tenants that a user is a member of.
    package func memberships(of user: UserID) throws -> [Account] { try memberships(of: user, where: "TRUE") }

    /// The e-mail of a user; nil: there is none.
    package func email(of user: UserID) throws -> String? {
        try database.first("SELECT email FROM users WHERE id = \(user)")?.get("email")
    }

    private func tellingOfClones<Answer>(_ body: () throws -> Answer) throws -> Answer {
        do {
            return try body()
        } catch AccountError.passkeyCloned(let user) {
            try tell(.passkeyCloned, toUser: user)
            throw AccountError.passkeyCloned(user)
        }
    }
}
