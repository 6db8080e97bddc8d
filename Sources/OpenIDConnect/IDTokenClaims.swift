package import Identity
package import JSON

/// What an ID token says, once it was checked (OpenID Connect Core 1.0, sections 2 and 3.1.3.7).
package struct IDTokenClaims: Sendable {
    /// The longest subject, in ASCII characters (section 2).
    package static let subjectLimit = 255
    /// How far the provider's clock may be off.
    package static let clockSkew = Duration.seconds(60)
    /// How old a token may be that comes right from the provider.
    package static let ageLimit = Duration.seconds(10 * 60)

    package let subject: String
    /// All of it, and what the UserInfo endpoint adds.
    package internal(set) var claims: JSON

    /// - Parameter payload: of a token whose signature fits.
    /// - Throws: ``OpenIDError/idToken(_:)``.
    package init(
        _ payload: JSON, issuer: String, client: String, nonce: String, at time: Timestamp = .now
    ) throws(OpenIDError) {
        guard payload["iss"]?.string == issuer else { throw .idToken("its `iss` is another issuer") }
        let audience = payload["aud"]?.array?.compactMap(\.string) ?? [payload["aud"]?.string].compactMap(\.self)
        guard audience.contains(client) else { throw .idToken("its `aud` is another client") }
        let party = payload["azp"]?.string
        guard party == client || party == nil && audience.count == 1 else {
            throw .idToken("its `azp` is not this client")
        }
        guard payload["nonce"]?.string == nonce else { throw .idToken("its `nonce` is that of another login") }
        guard let expiry = Self.time(payload["exp"]), expiry + Self.clockSkew > time else {
            throw .idToken("its time is over")
        }
        guard let issued = Self.time(payload["iat"]), issued < time + Self.clockSkew else {
            throw .idToken("its `iat` lies in the future")
        }
        guard issued + Self.ageLimit > time else { throw .idToken("it is older than \(Self.ageLimit)") }
        guard let subject = payload["sub"]?.string, (1...Self.subjectLimit).contains(subject.utf8.count),
            subject.utf8.allSatisfy({ $0 < 128 })
        else { throw .idToken("its `sub` is not 1 to \(Self.subjectLimit) characters of ASCII") }
        self.subject = subject
        claims = payload
    }

    /// Seconds since 1970, which may have a fraction.
    private static func time(_ value: JSON?) -> Timestamp? {
        guard let seconds = value?.number?.double, (0...4e10).contains(seconds) else { return nil }
        return Timestamp(microseconds: Int64(seconds * 1_000_000))
    }
}
