internal import JSON
internal import JWTKit
internal import TextEncodings

/// A key that verifies, as a JSON Web Key (RFC 8037).
struct PublicKey {
    let id: String
    let key: EdDSA.PublicKey

    init(id: String, key: EdDSA.PublicKey) {
        self.id = id
        self.key = key
    }

    /// Nil for a key of another kind and for one without a name: no token can name it.
    init?(_ json: JSON) {
        guard json["kty"] == "OKP", json["crv"] == "Ed25519", let id = json["kid"]?.string,
            let key = json["x"]?.string.flatMap({ try? EdDSA.PublicKey(x: $0, curve: .ed25519) })
        else { return nil }
        self.init(id: id, key: key)
    }

    var json: JSON {
        [
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": .string(AccessTokenHeader.algorithm),
            "kid": .string(id), "x": .string(Base64URL.encode(key.rawRepresentation)),
        ]
    }
}
