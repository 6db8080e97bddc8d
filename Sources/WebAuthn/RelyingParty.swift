internal import Digests

/// Who asks for passkeys: an installation, by the address that people reach it at.
package struct RelyingParty: Sendable, Hashable {
    /// The domain that passkeys are bound to.
    package let id: String
    /// Of the pages that may ask for them.
    package let origin: String

    /// - Parameter url: `https://` and a name, or `http://localhost`; a port and a path may follow. Nil for others, where browsers have
    ///   no passkeys: the address of a machine is no domain (Web Authentication Level 3, section 5.1.3, step 7).
    package init?(publicURL url: String) {
        guard let match = url.lowercased().wholeMatch(of: /(https?):\/\/([a-z0-9.-]+)(?::([0-9]{1,5}))?(?:\/.*)?/)
        else { return nil }
        let (scheme, host) = (String(match.1), String(match.2))
        let isLocal = host == "localhost" || host.hasSuffix(".localhost")
        guard scheme == "https" || isLocal, host.contains(where: \.isLetter) else { return nil }
        let port = match.3.map(String.init).flatMap { $0 == (scheme == "https" ? "443" : "80") ? nil : $0 }
        id = host
        origin = "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "")
    }

    /// Takes a new passkey (section 7.1). What the authenticator attests of its make is not believed and not looked at: none is asked
    /// for.
    ///
    /// - Throws: ``WebAuthnError``.
    package func register(
        _ response: RegistrationResponse, to challenge: Challenge
    ) throws(WebAuthnError) -> CredentialRecord {
        try response.clientData.check(.registration, challenge.bytes, from: origin)
        guard let object = (try? CBORReader.read(response.attestationObject))?.map, object[.text("fmt")] != nil,
            object[.text("attStmt")] != nil, let bytes = object[.text("authData")]?.bytes
        else { throw .malformed(.attestationObject) }
        let data = try AuthenticatorData(bytes)
        try check(data, needsVerification: false)
        guard let credential = data.credential else { throw .malformed(.authenticatorData) }
        guard credential.id == response.credentialID else { throw .wrongCredential }
        guard credential.publicKey.count <= CredentialRecord.publicKeyLimit else { throw .unsupportedKey }
        _ = try COSEKey(credential.publicKey)
        return CredentialRecord(
            id: credential.id, publicKey: credential.publicKey, signCount: data.signCount,
            isVerifying: data.flags.contains(.userVerified), isBackupEligible: data.flags.contains(.backupEligible),
            isBackedUp: data.flags.contains(.backedUp))
    }

    /// Takes a signature of a passkey (section 7.2).
    ///
    /// - Parameters:
    ///   - user: whose passkey it is: what was their id at the registration.
    ///   - isAlone: nothing else proves who it is: the authenticator must have verified it, and must say whose it is.
    /// - Returns: what is kept of it from now on.
    /// - Throws: ``WebAuthnError``.
    package func authenticate(
        _ response: AuthenticationResponse, to challenge: Challenge, with record: CredentialRecord, of user: [UInt8],
        isAlone: Bool
    ) throws(WebAuthnError) -> CredentialRecord {
        guard response.credentialID == record.id else { throw .wrongCredential }
        guard response.userHandle.map({ $0 == user }) ?? !isAlone else { throw .wrongCredential }
        try response.clientData.check(.authentication, challenge.bytes, from: origin)
        let data = try AuthenticatorData(response.authenticatorData)
        try check(data, needsVerification: isAlone)
        guard !isAlone || record.isVerifying else { throw .userNotVerified }
        guard data.flags.contains(.backupEligible) == record.isBackupEligible else { throw .wrongBackupState }
        let signed = response.authenticatorData + response.clientData.hash
        guard try COSEKey(record.publicKey).verifies(response.signature, of: signed) else { throw .wrongSignature }
        // Section 6.1.1: an authenticator that does not count says zero.
        guard data.signCount > record.signCount || data.signCount == 0 && record.signCount == 0 else {
            throw .countedBack
        }
        return CredentialRecord(
            id: record.id, publicKey: record.publicKey, signCount: data.signCount, isVerifying: record.isVerifying,
            isBackupEligible: record.isBackupEligible, isBackedUp: data.flags.contains(.backedUp))
    }

    private func check(_ data: AuthenticatorData, needsVerification: Bool) throws(WebAuthnError) {
        guard data.relyingPartyHash == SHA256.digest(id.utf8) else { throw .wrongRelyingParty }
        guard data.flags.contains(.userPresent) else { throw .userAbsent }
        guard data.flags.contains(.userVerified) || !needsVerification else { throw .userNotVerified }
        // What cannot be copied has not been (section 6.1, the table of BE and BS).
        guard data.flags.contains(.backupEligible) || !data.flags.contains(.backedUp) else { throw .wrongBackupState }
    }
}
