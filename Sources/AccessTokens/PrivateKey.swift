internal import Identity
internal import JSON
internal import JWTKit
internal import KeyFiles
internal import TextEncodings

/// The key that signs, as a JSON Web Key (RFC 8037).
struct PrivateKey {
    let id: String
    let key: EdDSA.PrivateKey

    /// A new key with a new name.
    init() throws {
        id = Identifier<PrivateKey>().description
        key = try EdDSA.PrivateKey()
    }

    init(contentsOf file: String) throws(KeyFileError) {
        let json = try KeyFile.json(file)
        guard json["kty"] == "OKP", json["crv"] == "Ed25519", let id = json["kid"]?.string,
            let key = json["d"]?.string.flatMap({ try? EdDSA.PrivateKey(d: $0, curve: .ed25519) })
        else { throw KeyFileError(file: file, reason: "expected a private Ed25519 key as JSON Web Key") }
        self.id = id
        self.key = key
    }

    var publicKey: PublicKey { PublicKey(id: id, key: key.publicKey) }

    var json: JSON {
        var json = publicKey.json
        json["d"] = .string(Base64URL.encode(key.rawRepresentation))
        return json
    }
}
