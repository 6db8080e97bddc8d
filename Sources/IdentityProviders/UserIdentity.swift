package import Identity

/// What names an identity of a user.
package typealias UserIdentityID = Identifier<UserIdentity>

/// That somebody whom an issuer knows is a user, in one tenant.
package struct UserIdentity: Sendable, Hashable {
    package let id: UserIdentityID
    package let issuer: String
    package let subject: String
    package let user: UserID
    /// Nil: they linked it themselves. Else the hash of the password that they had instead of one: once it is another, the
    /// identity is void.
    let passwordHash: String?
    package let createdAt: Timestamp
    /// Of the last login; nil: none yet.
    package let lastUsedAt: Timestamp?
}
