internal import Digests
internal import JSON
internal import TextEncodings

/// What an entry tells of a state before or after a change.
package enum AuditState {
    /// The most bytes of a state as JSON; of a larger one the entry holds size and SHA-256.
    package static let sizeLimit = 32_768

    /// Nil where there is none, which a null says too.
    static func text(_ state: JSON?) -> String? {
        guard let state, !state.isNull else { return nil }
        let text = state.text
        guard text.utf8.count > sizeLimit else { return text }
        let digest = Hexadecimal.encode(SHA256.digest(text.utf8))
        let substitute: JSON = ["omitted": true, "bytes": JSON(text.utf8.count), "sha256": .string(digest)]
        return substitute.text
    }
}
