import Crypto
import CryptoExtras
import Foundation
import JSON
import TextEncodings
import WebAuthn

/// An authenticator and a browser in one, which say what a test wants them to say.
struct SoftwareAuthenticator {
    enum Key {
        case es256(P256.Signing.PrivateKey)
        case edDSA(Curve25519.Signing.PrivateKey)
        case rs256(_RSA.Signing.PrivateKey)

        static func all() throws -> [Key] {
            [
                .es256(P256.Signing.PrivateKey()), .edDSA(Curve25519.Signing.PrivateKey()),
                .rs256(try _RSA.Signing.PrivateKey(keySize: .bits2048)),
            ]
        }
    }

    static let party = "example.org"
    static let user: [UInt8] = Array(1...16)

    var key: Key
    var id: [UInt8] = Array(repeating: 0xA1, count: 32)
    var type: String?
    var challenge: [UInt8]
    var origin = "https://example.org"
    /// More members of clientDataJSON.
    var clientData: [(String, JSON)] = [("crossOrigin", false)]
    var domain = party
    /// User present and verified.
    var flags: UInt8 = 0x05
    var signCount: UInt32 = 0
    var userHandle: [UInt8]? = user
    /// In place of its own.
    var publicKey: [UInt8]?
    /// After all other data.
    var extensions: [UInt8] = []
    /// What its answers name, in place of its own.
    var namedID: [UInt8]?

    init(_ key: Key, _ challenge: Challenge) {
        self.key = key
        self.challenge = challenge.bytes
    }

    func registration() throws -> JSON {
        let data = try Array(authenticatorData(flags | 0x40) + attested())
        let object = [0xA3] + text("fmt") + text("none") + text("attStmt") + [0xA0] + text("authData") + bytes(data)
        return credential(["clientDataJSON": encoded(json("webauthn.create")), "attestationObject": encoded(object)])
    }

    func authentication() throws -> JSON {
        let (data, json) = (authenticatorData(flags), json("webauthn.get"))
        var response: JSON = [
            "clientDataJSON": encoded(json), "authenticatorData": encoded(data),
            "signature": encoded(try signature(of: data + SHA256.hash(data: json))),
        ]
        if let userHandle { response["userHandle"] = encoded(userHandle) }
        return credential(response)
    }

    private func credential(_ response: JSON) -> JSON {
        // What browsers send besides, and may send some day.
        [
            "id": encoded(namedID ?? id), "rawId": encoded(namedID ?? id), "type": "public-key", "response": response,
            "clientExtensionResults": [:], "authenticatorAttachment": "platform", "someDay": true,
        ]
    }

    private func json(_ usual: String) -> [UInt8] {
        var json: JSON = [
            "type": .string(type ?? usual), "challenge": encoded(challenge), "origin": .string(origin),
        ]
        for (name, value) in clientData { json[name] = value }
        return json.bytes
    }

    private func authenticatorData(_ flags: UInt8) -> [UInt8] {
        let isAttested = flags & 0x40 != 0
        return Array(SHA256.hash(data: Array(domain.utf8))) + [flags] + big(UInt64(signCount), 4)
            + (isAttested ? [] : extensions)
    }

    private func attested() throws -> [UInt8] {
        Array(repeating: 0, count: 16) + big(UInt64(id.count), 2) + id + (try publicKey ?? coseKey()) + extensions
    }

    /// In COSE (RFC 9052, section 7).
    func coseKey() throws -> [UInt8] {
        switch key {
        case .es256(let key):
            let point = Array(key.publicKey.x963Representation)
            return [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21] + bytes(Array(point[1..<33])) + [0x22]
                + bytes(Array(point[33...]))
        case .edDSA(let key):
            return [0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21] + bytes(Array(key.publicKey.rawRepresentation))
        case .rs256(let key):
            let parts = try key.publicKey.getKeyPrimitives()
            return [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20] + bytes(Array(parts.modulus)) + [0x21]
                + bytes(Array(parts.publicExponent))
        }
    }

    private func signature(of message: [UInt8]) throws -> [UInt8] {
        switch key {
        case .es256(let key): Array(try key.signature(for: message).derRepresentation)
        case .edDSA(let key): Array(try key.signature(for: message))
        case .rs256(let key): Array(try key.signature(for: message, padding: .insecurePKCS1v1_5).rawRepresentation)
        }
    }

    private func encoded(_ bytes: some Sequence<UInt8>) -> JSON { .string(Base64URL.encode(bytes)) }

    private func text(_ text: String) -> [UInt8] { [0x60 | UInt8(text.utf8.count)] + Array(text.utf8) }

    private func bytes(_ bytes: [UInt8]) -> [UInt8] {
        let head: [UInt8] = bytes.count < 256 ? [0x58, UInt8(bytes.count)] : [0x59] + big(UInt64(bytes.count), 2)
        return (bytes.count < 24 ? [0x40 | UInt8(bytes.count)] : head) + bytes
    }

    private func big(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }
}
