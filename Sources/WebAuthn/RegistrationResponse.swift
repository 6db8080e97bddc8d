package import JSON
internal import TextEncodings

/// What a browser answers to a registration, as JSON (Web Authentication Level 3, section 5.1, `RegistrationResponseJSON`).
package struct RegistrationResponse: Sendable, Hashable {
    package let clientData: ClientData
    let credentialID: [UInt8]
    let attestationObject: [UInt8]

    /// Members that are not needed may come: browsers get new ones.
    ///
    /// - Throws: ``WebAuthnError/malformed(_:)``.
    package init(_ json: JSON) throws(WebAuthnError) {
        credentialID = try PublicKeyCredential.id(of: json)
        clientData = try PublicKeyCredential.clientData(of: json)
        attestationObject = try PublicKeyCredential.bytes(of: json, "attestationObject")
    }
}
