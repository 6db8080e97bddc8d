/// Why what a browser sends of a passkey is not taken. Repeats nothing of it, so it can be shown and logged.
package enum WebAuthnError: Error, Sendable, Hashable, CustomStringConvertible {
    /// A part does not have the form that the standard says.
    case malformed(Part)
    /// It answers another question: a registration where a login was asked for, or the other way.
    case wrongCeremony
    case wrongChallenge
    /// A page of another origin asked for it, or one inside of a page of another.
    case wrongOrigin
    case wrongRelyingParty
    /// Nobody touched the authenticator.
    case userAbsent
    /// The authenticator has not verified who it is: no PIN, finger or face.
    case userNotVerified
    /// What it says of copies contradicts itself, or what it said before.
    case wrongBackupState
    /// Of an algorithm that was not asked for, or too weak.
    case unsupportedKey
    /// It names another credential, or another user.
    case wrongCredential
    case wrongSignature
    /// The authenticator has counted further before: there are two of it.
    case countedBack

    package enum Part: String, Sendable {
        case credential
        case clientData = "clientDataJSON"
        case attestationObject
        case authenticatorData
        case publicKey = "public key"
    }

    package var description: String {
        switch self {
        case .malformed(let part): "the \(part.rawValue) does not have the form that Web Authentication says"
        case .wrongCeremony: "it is of another kind than what was asked for"
        case .wrongChallenge: "it answers another challenge"
        case .wrongOrigin: "it was asked for by a page of another origin than the platform's public address"
        case .wrongRelyingParty: "it is for another site than the platform's public address"
        case .userAbsent: "nobody touched the authenticator"
        case .userNotVerified: "the authenticator asked for no PIN, finger or face"
        case .wrongBackupState: "whether it can be copied to other devices is not what it should be"
        case .unsupportedKey:
            "its key is of none of the kinds that were asked for (ES256, EdDSA, RS256 from 2,048 bits)"
        case .wrongCredential: "it is another passkey than the one that is named"
        case .wrongSignature: "its signature does not fit"
        case .countedBack: "its counter has gone back: there may be a copy of the authenticator"
        }
    }
}
