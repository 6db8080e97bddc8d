package import Identity

/// What is known of a secret besides its value.
package struct Secret: Sendable, Hashable {
    package let id: SecretID
    /// Unique in the tenant.
    package let name: String
    /// 1, and one more each time a value is put in place of the one before.
    package let revision: Int
    package let createdBy: UserID
    package let createdAt: Timestamp
    package let updatedBy: UserID
    package let updatedAt: Timestamp
}
