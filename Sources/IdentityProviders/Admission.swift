package import Accounts
package import Database
package import Identity
internal import JSON
package import Members
package import OpenIDConnect

/// Says which user an ID token means, and gives them the roles that it is worth.
///
/// All methods throw `DatabaseError`, and are parts of the caller's transaction.
package struct Admission {
    private let accounts: AccountStore
    private let identities: UserIdentityStore
    private let roles: ProvidedRoleStore
    private let members: MemberStore

    package init(_ database: Database, accounts: AccountStore) {
        self.accounts = accounts
        identities = UserIdentityStore(database)
        roles = ProvidedRoleStore(database: database)
        members = MemberStore(database: database)
    }

    /// What came of it.
    package struct Outcome: Sendable {
        package let user: UserID
        /// Whether they are a user and a member only now.
        package var isNew = false
        /// Whether the identity is linked only now.
        package var isLinked = false
        /// Nil: their roles are as they were.
        package var roles: ProvidedRoleStore.Change?
        /// Of the tenant, where somebody became a member or has other roles. Tell Redis after the commit.
        package var generation: Int64?
    }

    /// Admits who logs in.
    ///
    /// - Parameter unknownHash: see `AccountStore.unknownPasswordHash()`; needed where ``mayCreate(_:_:)``.
    /// - Throws: also ``IdentityProviderError/unknownIdentity``, ``IdentityProviderError/tooManyIdentities``.
    package func admit(
        _ token: IDTokenClaims, of provider: IdentityProvider, in tenant: TenantID, unknownHash: String?
    ) throws -> Outcome {
        let time = Timestamp.now
        if let identity = try valid(token, of: provider, in: tenant) {
            guard try members.find(identity.user, in: tenant) != nil else {
                throw IdentityProviderError.unknownIdentity
            }
            try identities.use(identity, in: tenant, at: time)
            return try withRoles(Outcome(user: identity.user), token, provider, in: tenant)
        }
        guard let email = verifiedEmail(token, provider) else { throw IdentityProviderError.unknownIdentity }
        if let owner = try accounts.owner(of: email) {
            guard try mayLink(owner.user, owner.passwordHash, provider, in: tenant) else {
                throw IdentityProviderError.unknownIdentity
            }
            try put(token, provider, owner.user, owner.passwordHash, in: tenant, at: time)
            return try withRoles(Outcome(user: owner.user, isLinked: true), token, provider, in: tenant)
        }
        guard provider.rules.provisioning == .create, let unknownHash else {
            throw IdentityProviderError.unknownIdentity
        }
        let user: UserID
        do {
            user = try accounts.insertUser(email: email, unknownHash: unknownHash)
        } catch AccountError.emailTaken {
            throw IdentityProviderError.unknownIdentity
        }
        let mapped = provider.rules.roles(of: token.claims)
        let given = Array((mapped.isEmpty ? provider.rules.defaultRoles : mapped).prefix(MemberStore.assignmentLimit))
        let generation = try roles.join(given, of: provider.name, user, in: tenant)
        try put(token, provider, user, unknownHash, in: tenant, at: time)
        return Outcome(user: user, isNew: true, isLinked: true, generation: generation)
    }

    /// Links an identity with a user who is signed in.
    ///
    /// - Throws: also ``IdentityProviderError/identityTaken``, ``IdentityProviderError/unknownIdentity``: they are no member any
    ///   more; ``IdentityProviderError/tooManyIdentities``.
    package func link(
        _ token: IDTokenClaims, of provider: IdentityProvider, with user: UserID, in tenant: TenantID
    ) throws -> Outcome {
        // With a lock: who deletes the account at this moment comes before or after.
        guard try accounts.passwordHash(of: user) != nil, try members.find(user, in: tenant) != nil else {
            throw IdentityProviderError.unknownIdentity
        }
        if let identity = try valid(token, of: provider, in: tenant), identity.user != user {
            throw IdentityProviderError.identityTaken
        }
        try put(token, provider, user, nil, in: tenant, at: .now)
        return try withRoles(Outcome(user: user, isLinked: true), token, provider, in: tenant)
    }

    /// Whether somebody may become a user by this token, if nobody is one yet.
    package func mayCreate(_ token: IDTokenClaims, _ provider: IdentityProvider) -> Bool {
        provider.rules.provisioning == .create && verifiedEmail(token, provider) != nil
    }

    private func valid(
        _ token: IDTokenClaims, of provider: IdentityProvider, in tenant: TenantID
    ) throws -> UserIdentity? {
        guard let identity = try identities.find(token.subject, of: provider.issuer, in: tenant) else { return nil }
        guard let hash = identity.passwordHash else { return identity }
        // Somebody who gets their mail has chosen a password since: what an e-mail alone has linked is void.
        return try accounts.passwordHash(of: identity.user) == hash ? identity : nil
    }

    private func verifiedEmail(_ token: IDTokenClaims, _ provider: IdentityProvider) -> EmailAddress? {
        guard token.claims["email_verified"]?.bool == true,
            let email = token.claims["email"]?.string.flatMap(EmailAddress.init), provider.rules.covers(email.text)
        else { return nil }
        return email
    }

    /// Whether an e-mail is enough: for a member without a password only, whom a provider of this tenant has made.
    private func mayLink(
        _ user: UserID, _ hash: String, _ provider: IdentityProvider, in tenant: TenantID
    ) throws -> Bool {
        guard provider.rules.linking == .email, try members.find(user, in: tenant) != nil else { return false }
        return try identities.list(of: user, limit: UserIdentityStore.identityLimit, in: tenant)
            .contains { $0.passwordHash == hash }
    }

    private func put(
        _ token: IDTokenClaims, _ provider: IdentityProvider, _ user: UserID, _ hash: String?, in tenant: TenantID,
        at time: Timestamp
    ) throws {
        try identities.put(
            UserIdentity(
                id: UserIdentityID(at: time), issuer: provider.issuer, subject: token.subject, user: user,
                passwordHash: hash, createdAt: time, lastUsedAt: time),
            in: tenant)
    }

    private func withRoles(
        _ outcome: Outcome, _ token: IDTokenClaims, _ provider: IdentityProvider, in tenant: TenantID
    ) throws -> Outcome {
        var outcome = outcome
        outcome.roles = try roles.apply(
            provider.rules.roles(of: token.claims), orElse: provider.rules.defaultRoles, of: provider.name,
            to: outcome.user, in: tenant)
        outcome.generation = outcome.roles?.generation
        return outcome
    }
}
