internal import Database
package import Identity
package import Sessions

extension AccountStore {
    /// Counts a try of a program to prove who it is, by its address. Not by the key that it names: its secret cannot be guessed, and
    /// whoever knows the key's id could lock it out. Apart from people's tries, so that a script with an old key locks out nobody.
    ///
    /// - Parameter body: finds out who it is; nil: it has not proved it.
    /// - Throws: ``AccountError/tooManyAttempts(retryAfter:)``, `DatabaseError`, what `body` throws.
    package func clientTry<Client>(
        from origin: SessionOrigin, _ body: () throws -> Client?
    ) throws -> Client? {
        let tries = AttemptStore(database: database)
        let subjects = origin.address.map { [AttemptSubject.clientAddress($0)] } ?? []
        try tries.begin(subjects, at: now())
        guard let client = try body() else { return nil }
        try tries.succeed(subjects, at: now())
        return client
    }

    /// The tenant whose id it is; nil: there is none.
    package func tenant(_ id: TenantID) throws -> Tenant? {
        try database.first("SELECT name FROM tenants WHERE id = \(id)").map { Tenant(id: id, name: try $0.get("name")) }
    }
}
