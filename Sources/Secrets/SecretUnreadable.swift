package import Encryption

/// A secret that is there and cannot be read: a matter of the operator.
package struct SecretUnreadable: Error, Sendable, Hashable, CustomStringConvertible {
    package let name: String
    package let reason: EncryptionError

    package init(name: String, reason: EncryptionError) {
        self.name = name
        self.reason = reason
    }

    package var description: String { "the secret \(name) cannot be read: \(reason)" }
}
