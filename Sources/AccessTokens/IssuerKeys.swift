package import JSON
internal import JWTKit
internal import TextEncodings

/// Public keys of another issuer (JSON Web Key Set, RFC 7517), for the signatures of its tokens.
package struct IssuerKeys: Sendable {
    /// The most keys that are looked at; sets have a few.
    package static let keyLimit = 50
    /// In bytes; a longer token is refused unread.
    package static let tokenLimit = 64 << 10

    private struct Key: Sendable {
        let id: String?
        let name: String
        let algorithm: any JWTAlgorithm
    }

    private let keys: [Key]

    /// Keys of other kinds, and those that are not for signatures, are passed over.
    package init(_ set: JSON) {
        keys = (set["keys"]?.array ?? []).prefix(Self.keyLimit).compactMap(Self.key)
    }

    /// The payload of a token (JWS, RFC 7515, section 7.1) that one of the keys signed: with RS256, ES256 or EdDSA.
    ///
    /// - Throws: ``AccessTokenError/invalid(reason:)``, whose reason repeats nothing of the token.
    package func payload(of token: String) throws(AccessTokenError) -> JSON {
        guard token.utf8.count <= Self.tokenLimit else { throw .invalid(reason: "it is too long") }
        let bytes = Array(token.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.json(parts[0]), let signature = Base64URL.decode(parts[2]) else {
            throw .invalid(reason: "it is not a signed JSON Web Token")
        }
        guard header["crit"] == nil else { throw .invalid(reason: "it asks for extensions that are not supported") }
        let id = header["kid"]?.string
        // The kind of the key decides, not the token alone: no key is for `none` or for a shared secret.
        let fitting = keys.filter { key in key.name == header["alg"]?.string && (id == nil || key.id == id) }
        guard !fitting.isEmpty else { throw .invalid(reason: "no key of its issuer is for it") }
        let signed = bytes[..<parts[1].endIndex]
        guard fitting.contains(where: { (try? $0.algorithm.verify(signature, signs: signed)) == true }) else {
            throw .invalid(reason: "its signature does not fit")
        }
        guard let payload = Self.json(parts[1]), payload.object != nil else {
            throw .invalid(reason: "its payload is no JSON object")
        }
        return payload
    }

    private static func json(_ part: ArraySlice<UInt8>) -> JSON? {
        Base64URL.decode(part).flatMap { try? JSON(parsing: $0) }
    }

    private static func key(_ json: JSON) -> Key? {
        guard json["use"] == nil || json["use"] == "sig", let (name, algorithm) = algorithm(of: json),
            json["alg"] == nil || json["alg"]?.string == name
        else { return nil }
        return Key(id: json["kid"]?.string, name: name, algorithm: algorithm)
    }

    private static func algorithm(of json: JSON) -> (String, any JWTAlgorithm)? {
        switch (json["kty"]?.string, json["crv"]?.string) {
        case ("RSA", _):
            guard let modulus = json["n"]?.string, let exponent = json["e"]?.string,
                let key = try? Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            else { return nil }
            let algorithm = try? CallingThread.run {
                try await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256).getKey()
            }
            return algorithm.map { ("RS256", $0) }
        case ("EC", "P-256"):
            guard let x = json["x"]?.string, let y = json["y"]?.string,
                let key = try? ES256PublicKey(parameters: (x: x, y: y))
            else { return nil }
            let algorithm = try? CallingThread.run { try await JWTKeyCollection().add(ecdsa: key).getKey() }
            return algorithm.map { ("ES256", $0) }
        case ("OKP", "Ed25519"):
            guard let x = json["x"]?.string, let key = try? EdDSA.PublicKey(x: x, curve: .ed25519),
                let algorithm = try? key.algorithm
            else { return nil }
            return ("EdDSA", algorithm)
        default: return nil
        }
    }
}
