/// Why something cannot be sealed or opened.
package enum EncryptionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It was sealed with a key that is not here.
    case unknownKey(id: String)
    /// It is not what was sealed, or was sealed for another context.
    case altered
    /// libcrypto does not work.
    case unavailable

    package var description: String {
        switch self {
        case .unknownKey(let id):
            "it was encrypted with the key \(id), which the key file does not have: put that key's line back"
        case .altered: "its ciphertext is not what was written there: it was altered, or moved from another place"
        case .unavailable: "libcrypto has no AES-256-GCM"
        }
    }
}
