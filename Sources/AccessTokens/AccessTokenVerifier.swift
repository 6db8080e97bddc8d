package import JSON
internal import JWTKit
package import KeyFiles
internal import TextEncodings

/// Reads access tokens: checks signature, issuer and times, and says who the caller is.
///
/// A value that threads may share. Keys are read once, when the verifier is made; ``PublishedKeys`` reads them again.
package struct AccessTokenVerifier: Sendable {
    /// In bytes; ours have about 430. A longer text is refused unread.
    package static let lengthLimit = 2_048

    static let unknownKey = "signed with an unknown key"

    /// The keys in use as a JSON Web Key Set (RFC 7517), for whoever else reads our tokens.
    ///
    /// Made of their public parts, so it holds no secret even where the file does.
    package let jwks: JSON
    private let keys: [String: any JWTAlgorithm]

    /// Reads the public keys, a JSON Web Key Set as ``AccessTokenSigner/generateKeyFiles(directory:)`` writes it.
    package init(jwksFile: String) throws(KeyFileError) {
        var keys: [String: any JWTAlgorithm] = [:]
        let published = try KeySet(contentsOf: jwksFile).signatureKeys
        for key in published {
            do {
                keys[key.id] = try key.key.algorithm
            } catch {
                throw KeyFileError(file: jwksFile, reason: "key \(key.id) cannot be used: \(error)")
            }
        }
        guard !keys.isEmpty else { throw KeyFileError(file: jwksFile, reason: "no Ed25519 key with a kid") }
        self.keys = keys
        jwks = KeySet(published).json
    }

    /// What a token says that we signed. Whether its time is over is another question: ``AccessTokenClaims/check(at:)``.
    package func claims(of token: String) throws(AccessTokenError) -> AccessTokenClaims {
        guard token.utf8.count <= Self.lengthLimit else { throw .invalid(reason: "too long") }
        let bytes = Array(token.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .invalid(reason: "not three parts with dots between") }

        let header = try AccessTokenHeader(json(parts[0], "header"))
        guard let key = keys[header.keyID] else { throw .invalid(reason: Self.unknownKey) }
        guard let signature = Base64URL.decode(parts[2]),
            (try? key.verify(signature, signs: bytes[..<parts[1].endIndex])) == true
        else { throw .invalid(reason: "the signature does not fit") }

        return try AccessTokenClaims(json(parts[1], "payload"))
    }

    private func json(_ part: ArraySlice<UInt8>, _ name: String) throws(AccessTokenError) -> JSON {
        guard let bytes = Base64URL.decode(part), let json = try? JSON(parsing: bytes) else {
            throw .invalid(reason: "its \(name) is not JSON in base64url")
        }
        return json
    }
}
