internal import Digests
internal import JSON
internal import TextEncodings

/// What the browser says of what was asked for, and by whom (Web Authentication Level 3, section 5.8.1).
package struct ClientData: Sendable, Hashable {
    enum Ceremony: String {
        case registration = "webauthn.create"
        case authentication = "webauthn.get"
    }

    /// What was to be signed, as whoever made it knows it.
    package let challenge: [UInt8]
    private let type: String
    private let origin: String
    /// Whether the page that asked stood in a page of another origin.
    private let isEmbedded: Bool
    /// What the authenticator signed of it.
    let hash: [UInt8]

    /// - Throws: ``WebAuthnError/malformed(_:)``.
    init(_ bytes: [UInt8]) throws(WebAuthnError) {
        guard let json = try? JSON(parsing: bytes), let type = json["type"]?.string,
            let challenge = json["challenge"]?.string.flatMap({ Base64URL.decode($0.utf8) }),
            let origin = json["origin"]?.string
        else { throw .malformed(.clientData) }
        self.type = type
        self.challenge = challenge
        self.origin = origin
        isEmbedded = ![nil, .bool(false)].contains(json["crossOrigin"]) || json["topOrigin"] != nil
        hash = SHA256.digest(bytes)
    }

    /// Sections 7.1 and 7.2, from "Verify that the value of C.type" on.
    func check(_ ceremony: Ceremony, _ challenge: [UInt8], from origin: String) throws(WebAuthnError) {
        guard type == ceremony.rawValue else { throw .wrongCeremony }
        guard self.challenge == challenge else { throw .wrongChallenge }
        guard self.origin == origin, !isEmbedded else { throw .wrongOrigin }
    }
}
