package import JSON
internal import TextEncodings

/// What a browser answers to a login, as JSON (Web Authentication Level 3, section 5.1, `AuthenticationResponseJSON`).
package struct AuthenticationResponse: Sendable, Hashable {
    package let credentialID: [UInt8]
    package let clientData: ClientData
    /// Whose the authenticator says it is: what was its user's id at the registration; nil: it does not say.
    package let userHandle: [UInt8]?
    let authenticatorData: [UInt8]
    let signature: [UInt8]

    /// Members that are not needed may come: browsers get new ones.
    ///
    /// - Throws: ``WebAuthnError/malformed(_:)``.
    package init(_ json: JSON) throws(WebAuthnError) {
        credentialID = try PublicKeyCredential.id(of: json)
        clientData = try PublicKeyCredential.clientData(of: json)
        authenticatorData = try PublicKeyCredential.bytes(of: json, "authenticatorData")
        signature = try PublicKeyCredential.bytes(of: json, "signature")
        let handle = json["response"]?["userHandle"]
        userHandle =
            handle == nil || handle == .null ? nil : try PublicKeyCredential.bytes(of: json, "userHandle")
    }
}
