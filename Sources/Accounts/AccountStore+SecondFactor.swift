internal import Database
internal import Digests
package import Identity
internal import Mail
package import Sessions

extension AccountStore {
    /// How long a login waits for the code.
    package static let challengeLifetime = Duration.seconds(5 * 60)

    /// Goes on with a login whose password was right.
    ///
    /// - Parameters:
    ///   - code: of the authenticator, or a recovery code.
    ///   - tenant: the id or the name of the tenant, where the login did not say it.
    ///   - record: called in the transaction that opens the session.
    /// - Throws: ``AccountError/challengeInvalid``, ``AccountError/wrongCode``, ``AccountError/usedCode``,
    ///   ``AccountError/tenantRequired(_:)``: challenge and code stay good; ``AccountError/tooManyAttempts(retryAfter:)``,
    ///   `DatabaseError`, `EncryptionError`.
    package func logIn(
        challenge: String, code: String, tenant: String? = nil, _ factors: SecondFactorStore,
        from origin: SessionOrigin = .unknown, recording record: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        try logIn(
            challenge: challenge, tenant: tenant, from: origin, proving: { try take(code, of: $0, $1, factors) },
            recording: record)
    }

    /// - Parameter prove: looks, in the transaction, at what proves besides the password that it is this user, with their e-mail.
    func logIn(
        challenge: String, tenant: String?, from origin: SessionOrigin, proving prove: (UserID, String) throws -> Void,
        recording record: (SignIn) throws -> Void
    ) throws -> SignIn {
        guard let token = OneTimeToken(challenge), let row = try waiting(token) else {
            throw AccountError.challengeInvalid
        }
        let (user, email): (UserID, String) = (try row.get("user_id"), try row.get("email"))
        let tries = attempts(email, from: origin)
        try tries.store.begin(tries.subjects, at: now())
        do {
            let signIn = try transaction { refreshToken in
                // A password that was changed meanwhile has taken the challenges away. A code is used up with its challenge only.
                let taken = try database.execute("DELETE FROM login_challenges WHERE token_hash = \(token.hash)")
                guard taken == 1 else { throw AccountError.challengeInvalid }
                try prove(user, email)
                let isProvided: Bool = try row.get("is_provided")
                // A tenant's provider is believed in this tenant only.
                let account = try account(of: user, isProvided ? nil : tenant, orIn: row.optional("tenant_id"))
                let signIn = try openSession(
                    for: account, refreshToken, from: origin, isFrequent: row.get("is_frequent"),
                    isProvided: isProvided,
                    at: now())
                try record(signIn)
                return signIn
            }
            try tries.store.succeed(tries.subjects, at: now())
            return signIn
        } catch AccountError.tenantRequired(let tenants) {
            try tries.store.withdraw(tries.subjects, at: now())
            throw AccountError.tenantRequired(tenants)
        } catch AccountError.usedCode {
            try tell(.codeReused, email)
            throw AccountError.usedCode
        }
    }

    /// Of whom somebody tried a code; none for a challenge that there is not.
    package func memberships(ofChallenge challenge: String) throws -> [Account] {
        guard let token = OneTimeToken(challenge), let row = try waiting(token) else { return [] }
        return try memberships(of: row.get("user_id"), where: "TRUE")
    }

    /// Whose password was right; nil for a challenge that there is not.
    package func user(ofChallenge challenge: String) throws -> UserID? {
        try OneTimeToken(challenge).flatMap(waiting)?.get("user_id")
    }

    private func waiting(_ token: OneTimeToken) throws -> Row? {
        try database.first(
            """
            SELECT login_challenges.user_id, login_challenges.tenant_id, login_challenges.is_frequent,
                login_challenges.is_provided, users.email
            FROM login_challenges JOIN users ON users.id = login_challenges.user_id
            WHERE login_challenges.token_hash = \(token.hash) AND login_challenges.expires_at > \(now())
            """)
    }

    private func account(of user: UserID, _ wanted: String?, orIn tenant: TenantID?) throws -> Account {
        guard wanted == nil, let tenant else { return try membership(of: user, tenant: wanted) }
        guard let account = try memberships(of: user, where: "tenants.id = \(tenant)").first else {
            throw AccountError.challengeInvalid
        }
        return account
    }

    /// Keeps that a password was right, until the code comes.
    ///
    /// - Parameter tenant: nil: which one is meant is asked after the code.
    func openChallenge(
        of user: UserID, in tenant: TenantID?, isFrequent: Bool = false, isProvided: Bool = false
    ) throws -> String {
        let (token, time) = (OneTimeToken(), now())
        if !database.isInTransaction {
            _ = try? database.execute(
                "DELETE FROM login_challenges WHERE expires_at < \(time) LIMIT \(Self.tokenSweepLimit)")
        }
        try database.execute(
            """
            INSERT INTO login_challenges (token_hash, user_id, tenant_id, is_frequent, is_provided, expires_at)
            VALUES (
                \(token.hash), \(user), \(tenant), \(isFrequent), \(isProvided), \(time + Self.challengeLifetime)
            )
            """)
        return token.text
    }

    /// Takes back what somebody has begun, with the password of before or in a session that ends: a part of the caller's transaction.
    package func endChallenges(of user: UserID) throws {
        try database.execute("DELETE FROM login_challenges WHERE user_id = \(user)")
        // An identity that somebody else has begun to link.
        try database.execute("DELETE FROM provider_logins WHERE user_id = \(user)")
        try database.execute("DELETE FROM passkey_challenges WHERE user_id = \(user)")
    }
}
