package import Identity
internal import JSON
internal import JWTKit
package import KeyFiles
internal import Synchronization
internal import TextEncodings

/// Writes access tokens: JSON Web Tokens that say who a caller is, signed with the private key as its file says now.
package final class AccessTokenSigner: Sendable {
    private let keyFile: String
    private let jwksFile: String?
    private let key: Mutex<Key>

    private struct Key {
        let id: String
        let algorithm: any JWTAlgorithm
        let encodedHeader: String
        let version: FileVersion?
        /// Where the file of public keys was looked at last, and whether the key stood in it.
        var published: (version: FileVersion?, isIn: Bool)?

        init(contentsOf file: String) throws(KeyFileError) {
            // The version comes first: a file that changes in between is read again.
            version = FileVersion(file)
            let key = try PrivateKey(contentsOf: file)
            do {
                algorithm = try key.key.algorithm
            } catch {
                throw KeyFileError(file: file, reason: "cannot be used: \(error)")
            }
            id = key.id
            encodedHeader = Base64URL.encode(AccessTokenHeader(keyID: key.id).json.bytes)
        }
    }

    /// Reads the private key, one JSON Web Key as ``generateKeyFiles(directory:)`` writes it.
    ///
    /// - Parameter jwksFile: the public keys, for ``isAccepted()``; nil: it is not looked at.
    package init(keyFile: String, publishedIn jwksFile: String? = nil) throws(KeyFileError) {
        self.keyFile = keyFile
        self.jwksFile = jwksFile
        key = Mutex(try Key(contentsOf: keyFile))
    }

    /// Whether what is signed now is accepted: the key is among the public ones. Where it was taken out of them while this process
    /// has the old one still, as a process has that systemd gave its credentials before the change, nobody should get a token of it.
    package func isAccepted() -> Bool {
        guard let jwksFile else { return true }
        return key.withLock { key in
            refresh(&key)
            let version = FileVersion(jwksFile)
            if let published = key.published, published.version == version { return published.isIn }
            // A file that cannot be used, such as one that is just being copied, says nothing.
            guard let set = try? KeySet(contentsOf: jwksFile) else { return true }
            let isIn = set.signatureKeys.contains { $0.id == key.id }
            key.published = (version, isIn)
            return isIn
        }
    }

    /// A token for `caller` that is valid from `time` for `duration`, counted in whole seconds.
    package func sign(
        _ caller: Caller, expiresIn duration: Duration, at time: Timestamp = .now
    ) throws -> String {
        let claims = AccessTokenClaims(caller, from: time, lasting: duration)
        let key = key.withLock { key in
            refresh(&key)
            return key
        }
        return try Self.signed(key.encodedHeader + "." + Base64URL.encode(claims.payload.bytes), key)
    }

    /// `text`, a dot and the signature of `text`.
    func signed(_ text: String) throws -> String { try Self.signed(text, key.withLock { $0 }) }

    private static func signed(_ text: String, _ key: Key) throws -> String {
        text + "." + Base64URL.encode(try key.algorithm.sign(Array(text.utf8)))
    }

    /// A key that took the place of the one that signs counts with the next token.
    private func refresh(_ key: inout Key) {
        guard FileVersion(keyFile) != key.version, let next = try? Key(contentsOf: keyFile) else { return }
        key = next
    }
}
