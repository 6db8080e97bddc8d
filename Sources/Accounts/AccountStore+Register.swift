internal import Database
internal import Identity

extension AccountStore {
    /// Makes a tenant and its first member, an admin, and opens a session for them.
    ///
    /// - Parameter record: called in the transaction that does it.
    /// - Throws: ``AccountError/invalid(_:)``, ``AccountError/emailTaken``, `DatabaseError`, what `record` throws.
    package func register(
        email: String, password: String, tenantName: String, recording record: (SignIn) throws -> Void = { _ in }
    ) throws -> SignIn {
        let registration = try Registration(email: email, password: password, tenantName: tenantName)
        // Takes long, and a transaction must be short and may run twice.
        let passwordHash = try passwords.hash(registration.password)
        do {
            return try transaction { token in
                let time = now()
                let account = try insert(registration, passwordHash: passwordHash, at: time)
                let signIn = try openSession(for: account, token, at: time)
                try record(signIn)
                return signIn
            }
        } catch let error as DatabaseError where error.kind == .duplicateKey(name: "users_email") {
            throw AccountError.emailTaken
        }
    }

    private func insert(_ registration: Registration, passwordHash: String, at time: Timestamp) throws -> Account {
        let account = Account(
            user: UserID(at: time), email: registration.email.text,
            tenant: Tenant(id: TenantID(at: time), name: registration.tenantName), role: .admin)
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
