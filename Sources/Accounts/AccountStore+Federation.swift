internal import Database
internal import Digests
package import Identity
package import Sessions
internal import TextEncodings

/// People whom an identity provider of their tenant knows.
extension AccountStore {
    /// The hash of a password that nobody knows, for a user without one: it takes as long to try as any other.
    ///
    /// Takes long: not for a transaction.
    package func unknownPasswordHash() throws -> String {
        try passwords.hash(Base64URL.encode(RandomBytes.make(32)))
    }

    /// Makes a user whose password nobody knows, a part of the caller's transaction. Who gets their mail can choose one.
    ///
    /// - Throws: ``AccountError/emailTaken``, `DatabaseError`.
    package func insertUser(email: EmailAddress, unknownHash: String) throws -> UserID {
        let time = now()
        let user = UserID(at: time)
        do {
            try database.execute(
                """
                INSERT INTO users (id, email, password_hash, created_at)
                VALUES (\(user), \(email.text), \(unknownHash), \(time))
                """)
        } catch {
            guard error.kind == .duplicateKey(name: "users_email") else { throw error }
            throw AccountError.emailTaken
        }
        return user
    }

    /// Who has an e-mail, with the hash of their password; locked until the transaction ends.
    package func owner(of email: EmailAddress) throws -> (user: UserID, passwordHash: String)? {
        let row = try database.first("SELECT id, password_hash FROM users WHERE email = \(email.text) FOR UPDATE")
        return try row.map { (try $0.get("id"), try $0.get("password_hash")) }
    }

    /// The hash of somebody's password, locked until the transaction ends.
    package func passwordHash(of user: UserID) throws -> String? {
        let row = try database.first("SELECT password_hash FROM users WHERE id = \(user) LOCK IN SHARE MODE")
        return try row?.get("password_hash")
    }

    /// Opens a session of a member whom a provider of their tenant has named, or has them asked for a code.
    ///
    /// - Parameters:
    ///   - name: says who it is, in the transaction, which may run twice.
    ///   - record: called in the transaction with what came of it; nil: a code is asked for first.
    /// - Throws: ``AccountError/secondFactorRequired(challenge:)``, ``AccountError/invalidCredentials``: whoever was named is
    ///   no member; `DatabaseError`, what `name` and `record` throw.
    package func logIn(
        to tenant: TenantID, from origin: SessionOrigin, naming name: () throws -> UserID,
        recording record: (Account, SignIn?) throws -> Void
    ) throws -> SignIn {
        var challenge: String?
        let signIn = try transaction { token -> SignIn? in
            challenge = nil
            let user = try name()
            guard let account = try memberships(of: user, where: "tenants.id = \(tenant)").first else {
                throw AccountError.invalidCredentials
            }
            guard try !SecondFactorStore.isAsked(of: user, database) else {
                try record(account, nil)
                challenge = try openChallenge(of: account.user, in: tenant, isProvided: true)
                return nil
            }
            let signIn = try openSession(for: account, token, from: origin, isProvided: true, at: now())
            try record(account, signIn)
            return signIn
        }
        if let signIn { return signIn }
        throw AccountError.secondFactorRequired(challenge: challenge ?? "")
    }
}
