internal import JSON
internal import TextEncodings

/// What answers to registrations and logins have in common (Web Authentication Level 3, section 5.1).
enum PublicKeyCredential {
    static let type = "public-key"

    static func id(of json: JSON) throws(WebAuthnError) -> [UInt8] {
        guard json["type"]?.string == type, let text = json["id"]?.string,
            let id = Base64URL.decode(text.utf8), (1...CredentialRecord.idLimit).contains(id.count)
        else { throw .malformed(.credential) }
        return id
    }

    static func clientData(of json: JSON) throws(WebAuthnError) -> ClientData {
        try ClientData(bytes(of: json, "clientDataJSON"))
    }

    static func bytes(of json: JSON, _ member: String) throws(WebAuthnError) -> [UInt8] {
        guard let text = json["response"]?[member]?.string, let bytes = Base64URL.decode(text.utf8) else {
            throw .malformed(.credential)
        }
        return bytes
    }
}
