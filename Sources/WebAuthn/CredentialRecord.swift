/// What is kept of a passkey (Web Authentication Level 3, section 4, "credential record").
package struct CredentialRecord: Sendable, Hashable {
    /// In bytes (section 7.1, step 25).
    package static let idLimit = 1_023
    /// In bytes, in COSE: RSA with 4,096 bits and some room.
    package static let publicKeyLimit = 1_024

    package let id: [UInt8]
    /// In COSE.
    package let publicKey: [UInt8]
    /// Of the last signature; zero: the authenticator does not count.
    package let signCount: UInt32
    /// Whether the authenticator verified its user (PIN, finger, face) when it was registered: only then may it sign in alone. Whoever
    /// finds another one could choose its PIN.
    package let isVerifying: Bool
    /// Whether it can be copied to other devices of its user.
    package let isBackupEligible: Bool
    /// Whether it has been.
    package let isBackedUp: Bool

    package init(
        id: [UInt8], publicKey: [UInt8], signCount: UInt32, isVerifying: Bool, isBackupEligible: Bool, isBackedUp: Bool
    ) {
        self.id = id
        self.publicKey = publicKey
        self.signCount = signCount
        self.isVerifying = isVerifying
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
    }
}
