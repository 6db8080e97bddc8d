internal import Digests
package import KeyFiles

/// The keys of a file: the first one seals, all of them open.
///
/// A line of the file is `id:base64`, with 32 bytes; empty lines and those that begin with `#` are passed over. A new first
/// line changes the key, and the others stay as long as something is sealed with them.
package struct KeyRing: Sendable {
    /// The name that the file has beside other keys.
    package static let fileName = "secrets.key"
    private static let form =
        "expected lines `id:base64` with 32 bytes each; intelligentic key generate makes such a file"

    private let first: EncryptionKey
    private let keys: [String: EncryptionKey]

    /// The name of the key that seals.
    package var sealingKeyID: String { first.id }

    /// The names of the keys.
    package var keyIDs: Set<String> { Set(keys.keys) }

    /// - Throws: the file cannot be read, or has another form.
    package init(contentsOf file: String) throws(KeyFileError) {
        try self.init(String(decoding: KeyFile.read(file), as: UTF8.self), file: file)
    }

    init(_ text: String, file: String) throws(KeyFileError) {
        var all: [EncryptionKey] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty && !line.hasPrefix("#") {
            guard let key = EncryptionKey(line: line) else {
                throw KeyFileError(file: file, reason: "line \(index + 1): \(Self.form)")
            }
            guard !all.contains(where: { $0.id == key.id }) else {
                throw KeyFileError(file: file, reason: "line \(index + 1): the id \(key.id) stands twice")
            }
            all.append(key)
        }
        guard let first = all.first else { throw KeyFileError(file: file, reason: "no key in it; " + Self.form) }
        self.first = first
        keys = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
    }

    /// Makes the file with a new key, readable by its owner only, where it is not there yet.
    package static func makeMissing(_ file: String) throws(KeyFileError) {
        guard !KeyFile.exists(file) else { return }
        // Where another process was faster, its key counts.
        _ = try KeyFile.create(file, EncryptionKey().line + "\n", mode: 0o600)
    }

    /// - Parameter context: what the bytes belong to; only with the same are they opened again. It is not a part of them.
    package func seal(_ plain: [UInt8], boundTo context: [UInt8]) throws(EncryptionError) -> SealedBytes {
        // Random ones may be used 2^32 times with a key (NIST SP 800-38D, section 8.3).
        let nonce = RandomBytes.make(AES256GCM.nonceLength)
        guard let ciphertext = AES256GCM.seal(plain, key: first.bytes, nonce: nonce, boundTo: context) else {
            throw .unavailable
        }
        return SealedBytes(keyID: first.id, nonce: nonce, ciphertext: ciphertext)
    }

    package func open(_ sealed: SealedBytes, boundTo context: [UInt8]) throws(EncryptionError) -> [UInt8] {
        guard let key = keys[sealed.keyID] else { throw .unknownKey(id: sealed.keyID) }
        guard
            let plain = AES256GCM.open(sealed.ciphertext, key: key.bytes, nonce: sealed.nonce, boundTo: context)
        else { throw .altered }
        return plain
    }
}
