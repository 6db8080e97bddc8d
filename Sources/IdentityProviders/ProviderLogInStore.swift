package import Database
internal import Digests
package import Identity
package import OpenIDConnect

/// Logins that were begun, each good for one answer.
///
/// All methods throw `DatabaseError`.
package struct ProviderLogInStore {
    /// How long one waits for the answer.
    package static let lifetime = Duration.seconds(10 * 60)
    /// Rows that are of no use any more, removed with each new one.
    private static let sweepLimit = 10

    private let database: Database
    private let now: () -> Timestamp

    package init(_ database: Database, now: @escaping () -> Timestamp = { .now }) {
        self.database = database
        self.now = now
    }

    /// Keeps a login until its answer comes.
    ///
    /// - Returns: the state that the answer brings back (RFC 6749, section 10.12).
    package func begin(_ logIn: ProviderLogIn, _ secret: LogInSecret) throws -> String {
        let (state, time) = (LogInSecret().text, now())
        _ = try? database.execute(
            "DELETE FROM provider_logins WHERE expires_at < \(time) LIMIT \(Self.sweepLimit)")
        try database.execute(
            """
            INSERT INTO provider_logins (state_hash, secret_hash, tenant_id, provider, redirect_uri, user_id, expires_at)
            VALUES (\(SHA256.digest(state.utf8)), \(secret.hash), \(logIn.tenant), \(logIn.provider),
                \(logIn.redirectURI), \(logIn.user), \(time + Self.lifetime))
            """)
        return state
    }

    /// Takes a login, which is good no more then, whatever comes of it.
    ///
    /// - Parameters:
    ///   - tenant: of the place where the answer came: it must be the one where the login began, and so must the provider.
    /// - Throws: also ``IdentityProviderError/logInInvalid``.
    package func take(
        _ state: String, _ secret: LogInSecret, of provider: String, in tenant: TenantID
    ) throws -> ProviderLogIn {
        let hash = SHA256.digest(state.utf8)
        let row = try database.first(
            """
            SELECT redirect_uri, user_id FROM provider_logins
            WHERE state_hash = \(hash) AND secret_hash = \(secret.hash) AND tenant_id = \(tenant)
                AND provider = \(provider) AND expires_at > \(now())
            """)
        // The row that is gone decides between two answers with one state.
        guard let row, try database.execute("DELETE FROM provider_logins WHERE state_hash = \(hash)") == 1 else {
            throw IdentityProviderError.logInInvalid
        }
        return ProviderLogIn(
            tenant: tenant, provider: provider, redirectURI: try row.get("redirect_uri"),
            user: try row.optional("user_id"))
    }
}
