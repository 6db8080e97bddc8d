import Digests
import JSON
import TextEncodings
import WebAuthn

/// What an authenticator and a browser say at a registration and at a login: as a whole, and as a key alone. None of it is signed.
enum Passkeys {
    private static let host = "example.org"
    /// Bytes of an authenticator's data before a credential's id: the hash of the host, the flags, the count, the model, the length.
    private static let idStart = 32 + 1 + 4 + 16 + 2

    static func read(_ bytes: [UInt8]) {
        guard let party = RelyingParty(publicURL: "https://\(host)") else { preconditionFailure("\(host)") }
        let id = id(in: bytes)
        let registration = response(id, "webauthn.create", ["attestationObject": bytes], of: party)
        let registered = (try? RegistrationResponse(registration)).flatMap { answer in
            try? party.register(answer, to: Challenge(answer.clientData))
        }
        if let registered {
            precondition(registered.id == id && registered.publicKey.count <= CredentialRecord.publicKeyLimit)
        }
        let login = response(
            id, "webauthn.get",
            ["authenticatorData": SHA256.digest(host.utf8) + [1, 0, 0, 0, 0], "signature": bytes], of: party)
        let record = CredentialRecord(
            id: id, publicKey: registered?.publicKey ?? bytes, signCount: 0, isVerifying: true, isBackupEligible: false,
            isBackedUp: false)
        guard let answer = try? AuthenticationResponse(login) else { return }
        let proven = try? party.authenticate(
            answer, to: Challenge(answer.clientData), with: record, of: [], isAlone: false)
        precondition(proven == nil, "a key signed itself")
    }

    /// The id that a credential says it has, wherever it stands.
    private static func id(in bytes: [UInt8]) -> [UInt8] {
        let hash = SHA256.digest(host.utf8)
        for start in bytes.indices.dropLast(idStart) where bytes[start...].starts(with: hash) {
            let length = Int(bytes[start + idStart - 2]) << 8 | Int(bytes[start + idStart - 1])
            return Array(bytes[(start + idStart)...].prefix(length))
        }
        return [1]
    }

    private static func response(
        _ id: [UInt8], _ type: String, _ members: [String: [UInt8]], of party: RelyingParty
    ) -> JSON {
        let client: JSON = [
            "type": .string(type), "challenge": "AAAA", "origin": .string(party.origin),
        ]
        var response: JSON = ["clientDataJSON": .string(Base64URL.encode(client.bytes))]
        for (name, bytes) in members { response[name] = .string(Base64URL.encode(bytes)) }
        return ["id": .string(Base64URL.encode(id)), "type": "public-key", "response": response]
    }
}
