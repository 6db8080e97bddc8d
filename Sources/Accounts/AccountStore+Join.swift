internal import Database
package import Identity
package import Sessions

extension AccountStore {
    /// Lets somebody who was invited into a tenant, with a session: a user who is there already with their password, or a new one
    /// with the password that they choose.
    ///
    /// - Parameters:
    ///   - accept: makes the user a member, in the same transaction.
    ///   - recording: called in the transaction with what came of it.
    /// - Throws: ``AccountError/invalid(_:)``, ``AccountError/invalidCredentials``, ``AccountError/emailTaken``: somebody
    ///   has registered with it meanwhile; `DatabaseError`, what `accept` throws.
    package func join(
        email: String, password: String, tenant: TenantID, from origin: SessionOrigin = .unknown,
        accept: (UserID) throws -> Void,
        recording: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        let known = try database.first("SELECT id, password_hash FROM users WHERE email = \(email)")
        // Takes long, and a transaction must be short and may run twice.
        let newHash =
            try known.map { row -> String? in
                guard passwords.verify(password, against: try row.get("password_hash")) else {
                    throw AccountError.invalidCredentials
                }
                return nil
            } ?? chosen(password, email: email)
        do {
            return try transaction { token in
                let time = now()
                let user: UserID = try known?.get("id") ?? UserID(at: time)
                if let newHash {
                    try database.execute(
                        """
                        INSERT INTO users (id, email, password_hash, created_at)
                        VALUES (\(user), \(email), \(newHash), \(time))
                        """)
                }
                try accept(user)
                let signIn = try openSession(for: member(user, of: tenant), token, from: origin, at: time)
                try recording(signIn)
                return signIn
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey(name: "users_email") {
            throw AccountError.emailTaken
        }
    }

    private func chosen(_ password: String, email: String) throws -> String {
        if let message = PasswordRule.violation(of: password, owner: [email]) {
            throw AccountError.invalid([Registration.Violation(field: .password, message: message)])
        }
        return try passwords.hash(password)
    }

    private func member(_ user: UserID, of tenant: TenantID) throws -> Account {
        let row = try database.first(
            """
            SELECT users.id AS user_id, users.email, tenants.id AS tenant_id, tenants.name AS tenant_name, members.role
            FROM members
            JOIN users ON users.id = members.user_id
            JOIN tenants ON tenants.id = members.tenant_id
            WHERE members.tenant_id = \(tenant) AND members.user_id = \(user)
            """)
        guard let row else { throw AccountError.invalidCredentials }
        return try Account(row)
    }
}
