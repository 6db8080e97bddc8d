/// Bytes that only the holder of a key can read.
package struct SealedBytes: Sendable, Hashable {
    /// The name of the key.
    package let keyID: String
    /// Never the same twice for a key.
    package let nonce: [UInt8]
    /// With the tag that shows a change.
    package let ciphertext: [UInt8]

    package init(keyID: String, nonce: [UInt8], ciphertext: [UInt8]) {
        self.keyID = keyID
        self.nonce = nonce
        self.ciphertext = ciphertext
    }
}
