internal import JSON

/// The first part of a token (RFC 7515): which key signed it, and how.
struct AccessTokenHeader {
    /// Ed25519 signatures, the only ones written and accepted here (RFC 8037).
    static let algorithm = "EdDSA"

    let keyID: String

    init(keyID: String) {
        self.keyID = keyID
    }

    /// Reads the header of a token that nobody has verified yet.
    init(_ header: JSON) throws(AccessTokenError) {
        guard header["alg"]?.string == Self.algorithm else {
            throw .invalid(reason: "its algorithm is not \(Self.algorithm)")
        }
        // An extension that must be understood (RFC 7515, section 4.1.11): none is, here.
        guard header["crit"] == nil else { throw .invalid(reason: "it asks for extensions that are not supported") }
        guard let keyID = header["kid"]?.string else { throw .invalid(reason: "it does not name its key") }
        self.keyID = keyID
    }

    var json: JSON {
        ["alg": .string(Self.algorithm), "kid": .string(keyID), "typ": "JWT"]
    }
}
