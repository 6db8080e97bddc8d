internal import Database
internal import Identity
package import Sessions

extension AccountStore {
    /// Makes a tenant and its first member, an admin, and opens a session for them.
    ///
    /// - Parameter record: called in the transaction that does it.
    /// - Throws: ``AccountError/invalid(_:)``, ``AccountError/emailTaken``, `DatabaseError`, what `record` throws.
    package func register(
        email: String, password: String, tenantName: String, from origin: SessionOrigin = .unknown,
        recording record: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        let registration = try Registration(email: email, password: password, tenantName: tenantName)
        // Takes long, and a transaction must be short and may run twice.
        let passwordHash = try passwords.hash(registration.password)
        do {
            return try transaction { token in
                let time = now()
                let account = try insert(
                    email: registration.email.text, tenantName: registration.tenantName, passwordHash: passwordHash,
                    at: time)
                let signIn = try openSession(for: account, token, from: origin, at: time)
                try record(signIn)
                return signIn
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey(name: "users_email") {
            throw AccountError.emailTaken
        }
    }

    /// A tenant with its first member.
    func insert(email: String, tenantName: String, passwordHash: String, at time: Timestamp) throws -> Account {
        let account = Account(
            user: UserID(at: time), email: email,
            tenant: Tenant(id: TenantID(at: time), name: tenantName), role: .admin)
        try database.execute(
            """
            INSERT INTO users (id, email, password_hash, created_at)
            VALUES (\(account.user), \(account.email), \(passwordHash), \(time))
            """)
        try database.execute(
            "INSERT INTO tenants (id, name, created_at) VALUES (\(account.tenant.id), \(account.tenant.name), \(time))")
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(account.tenant.id), \(account.user), \(account.role), \(time))
            """)
        return account
    }
}
