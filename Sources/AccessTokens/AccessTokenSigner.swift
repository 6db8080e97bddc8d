package import Identity
internal import JSON
internal import JWTKit
package import KeyFiles
internal import TextEncodings

/// Writes access tokens: JSON Web Tokens that say who a caller is, signed with the private key.
package struct AccessTokenSigner: Sendable {
    private let key: any JWTAlgorithm
    private let encodedHeader: String

    /// Reads the private key, one JSON Web Key as ``generateKeyFiles(directory:)`` writes it.
    package init(keyFile: String) throws(KeyFileError) {
        let key = try PrivateKey(contentsOf: keyFile)
        do {
            self.key = try key.key.algorithm
        } catch {
            throw KeyFileError(file: keyFile, reason: "cannot be used: \(error)")
        }
        encodedHeader = Base64URL.encode(AccessTokenHeader(keyID: key.id).json.bytes)
    }

    /// A token for `caller` that is valid from `time` for `duration`, counted in whole seconds.
    package func sign(
        _ caller: Caller, expiresIn duration: Duration, at time: Timestamp = .now
    ) throws -> String {
        let claims = AccessTokenClaims(caller, from: time, lasting: duration)
        return try signed(encodedHeader + "." + Base64URL.encode(claims.payload.bytes))
    }

    /// `text`, a dot and the signature of `text`.
    func signed(_ text: String) throws -> String {
        text + "." + Base64URL.encode(try key.sign(Array(text.utf8)))
    }
}
