package import JSON
internal import TextEncodings

/// What a page hands to the browser, as JSON (Web Authentication Level 3, section 5.1).
extension RelyingParty {
    /// People read it in their browser.
    private static let name = "Intelligentic"

    /// How much an authenticator verifies its user.
    package enum Verification: String, Sendable {
        case required, preferred, discouraged
    }

    /// For `PublicKeyCredential.parseCreationOptionsFromJSON` and `navigator.credentials.create`.
    ///
    /// - Parameters:
    ///   - user: an id of theirs that says nothing of them (section 14.6.1).
    ///   - known: the ids of their passkeys: no authenticator makes a second one.
    package func creationOptions(
        for user: [UInt8], named name: String, _ challenge: Challenge, except known: [[UInt8]]
    ) -> JSON {
        [
            "rp": ["id": .string(id), "name": .string(Self.name)],
            "user": [
                "id": .string(Base64URL.encode(user)), "name": .string(name), "displayName": .string(name),
            ],
            "challenge": .string(challenge.text),
            "pubKeyCredParams": .array(
                COSEKey.Algorithm.allCases.map {
                    ["type": .string(PublicKeyCredential.type), "alg": JSON(Int($0.rawValue))]
                }),
            "timeout": Self.timeout, "excludeCredentials": Self.descriptors(known),
            "authenticatorSelection": [
                "residentKey": "preferred", "requireResidentKey": false,
                "userVerification": .string(Verification.preferred.rawValue),
            ],
            "attestation": "none",
        ]
    }

    /// For `PublicKeyCredential.parseRequestOptionsFromJSON` and `navigator.credentials.get`.
    ///
    /// - Parameter known: the ids of the passkeys that may answer; none: any that the browser has for this site.
    package func requestOptions(
        _ challenge: Challenge, of known: [[UInt8]], _ verification: Verification
    ) -> JSON {
        [
            "challenge": .string(challenge.text), "rpId": .string(id), "timeout": Self.timeout,
            "allowCredentials": Self.descriptors(known), "userVerification": .string(verification.rawValue),
        ]
    }

    /// In milliseconds.
    private static var timeout: JSON { JSON(Int(Challenge.lifetime.components.seconds) * 1_000) }

    private static func descriptors(_ ids: [[UInt8]]) -> JSON {
        .array(ids.map { ["type": .string(PublicKeyCredential.type), "id": .string(Base64URL.encode($0))] })
    }
}
