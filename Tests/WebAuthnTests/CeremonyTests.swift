import JSON
import Testing
import WebAuthn

/// Registrations and logins, right and wrong in one thing each.
@Suite struct CeremonyTests {
    private let challenge = Challenge()
    private let party: RelyingParty
    private let keys: [SoftwareAuthenticator.Key]

    init() throws {
        party = try #require(RelyingParty(publicURL: "https://example.org"))
        keys = try SoftwareAuthenticator.Key.all()
    }

    private func register(_ authenticator: SoftwareAuthenticator) throws -> CredentialRecord {
        try party.register(RegistrationResponse(authenticator.registration()), to: challenge)
    }

    private func signIn(
        _ authenticator: SoftwareAuthenticator, _ record: CredentialRecord, isAlone: Bool = true
    ) throws -> CredentialRecord {
        try party.authenticate(
            AuthenticationResponse(authenticator.authentication()), to: challenge, with: record,
            of: SoftwareAuthenticator.user, isAlone: isAlone)
    }

    @Test func `keys of each kind register and sign in`() throws {
        for key in keys {
            var authenticator = SoftwareAuthenticator(key, challenge)
            authenticator.flags = 0x0D
            let record = try register(authenticator)
            #expect(record.id == authenticator.id && record.isVerifying && record.isBackupEligible)
            #expect(try record.publicKey == authenticator.coseKey() && record.signCount == 0 && !record.isBackedUp)
            authenticator.flags = 0x1D
            authenticator.signCount = 7
            let used = try signIn(authenticator, record)
            #expect(used.signCount == 7 && used.isBackedUp && used.publicKey == record.publicKey)
        }
    }

    @Test func `a registration that is wrong in one thing is refused`() throws {
        let wrong: [(WebAuthnError, (inout SoftwareAuthenticator) -> Void)] = [
            (.wrongCeremony, { $0.type = "webauthn.get" }),
            (.wrongChallenge, { $0.challenge[0] ^= 1 }),
            (.wrongChallenge, { $0.challenge.removeLast() }),
            (.wrongOrigin, { $0.origin = "https://example.org.evil.example" }),
            (.wrongOrigin, { $0.origin = "http://example.org" }),
            (.wrongOrigin, { $0.origin = "https://example.org:8443" }),
            (.wrongOrigin, { $0.clientData = [("crossOrigin", true)] }),
            (.wrongOrigin, { $0.clientData = [("topOrigin", "https://evil.example")] }),
            (.wrongRelyingParty, { $0.domain = "evil.example" }),
            (.userAbsent, { $0.flags = 0x04 }),
            (.wrongBackupState, { $0.flags = 0x15 }),
            (.wrongCredential, { $0.namedID = [1, 2, 3] }),
            (.malformed(.authenticatorData), { $0.extensions = [0xA0] }),
            (.malformed(.authenticatorData), { $0.flags = 0x85 }),
            (.malformed(.authenticatorData), { ($0.id, $0.namedID) = ([], [1]) }),
            (.malformed(.credential), { $0.namedID = [] }),
            (.malformed(.publicKey), { $0.publicKey = [0x01] }),
            // ES384, RS1 and no algorithm; a point that is not on the curve, and one that is cut.
            (.unsupportedKey, { $0.publicKey = [0xA2, 0x01, 0x02, 0x03, 0x38, 0x22] }),
            (.unsupportedKey, { $0.publicKey = [0xA2, 0x01, 0x03, 0x03, 0x39, 0xFF, 0xFE] }),
            (.unsupportedKey, { $0.publicKey = [0xA0] }),
            (.unsupportedKey, { $0.publicKey = Self.point(x: 32, y: 32) }),
            (.unsupportedKey, { $0.publicKey = Self.point(x: 32, y: 31) }),
        ]
        for (error, change) in wrong {
            var authenticator = SoftwareAuthenticator(keys[0], challenge)
            change(&authenticator)
            #expect(throws: error) { try register(authenticator) }
        }
        // Extensions that nobody asked for may come.
        var authenticator = SoftwareAuthenticator(keys[0], challenge)
        (authenticator.flags, authenticator.extensions) = (0x85, [0xA1, 0x61, 0x78, 0xF5])
        #expect(try register(authenticator).isVerifying)
    }

    /// ES256 with so many bytes of ones.
    private static func point(x: UInt8, y: UInt8) -> [UInt8] {
        [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, x] + Array(repeating: 1, count: Int(x))
            + [0x22, 0x58, y] + Array(repeating: 1, count: Int(y))
    }

    @Test func `an RSA key of few bits, or of very many, is refused`() throws {
        for (count, head) in [(128, [0x58, 0x80]), (513, [0x59, 0x02, 0x01])] as [(Int, [UInt8])] {
            var authenticator = SoftwareAuthenticator(keys[0], challenge)
            authenticator.publicKey =
                [0xA4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20] + head + Array(repeating: 0xFF, count: count)
                + [0x21, 0x43, 0x01, 0x00, 0x01]
            #expect(throws: WebAuthnError.unsupportedKey) { try register(authenticator) }
        }
    }

    @Test func `a login that is wrong in one thing is refused`() throws {
        let other = try SoftwareAuthenticator.Key.all()[0]
        let record = try register(SoftwareAuthenticator(keys[0], challenge))
        let wrong: [(WebAuthnError, (inout SoftwareAuthenticator) -> Void)] = [
            (.wrongCeremony, { $0.type = "webauthn.create" }),
            (.wrongChallenge, { $0.challenge[31] ^= 0x80 }),
            (.wrongOrigin, { $0.origin = "https://sub.example.org" }),
            (.wrongOrigin, { $0.clientData = [("crossOrigin", true)] }),
            (.wrongRelyingParty, { $0.domain = "org" }),
            (.userAbsent, { $0.flags = 0x04 }),
            (.userNotVerified, { $0.flags = 0x01 }),
            (.wrongBackupState, { $0.flags = 0x0D }),
            (.wrongCredential, { $0.id = [1, 2, 3] }),
            (.wrongCredential, { $0.userHandle = [1, 2, 3] }),
            (.wrongCredential, { $0.userHandle = nil }),
            (.wrongSignature, { $0.key = other }),
            (.wrongSignature, { [keys] in $0.key = keys[1] }),
            (.wrongSignature, { [keys] in $0.key = keys[2] }),
        ]
        for (error, change) in wrong {
            var authenticator = SoftwareAuthenticator(keys[0], challenge)
            change(&authenticator)
            #expect(throws: error) { try signIn(authenticator, record) }
        }
        #expect(try signIn(SoftwareAuthenticator(keys[0], challenge), record) == record)
    }

    @Test func `after a password no verification is needed, and a user that is named must be the right one`() throws {
        var authenticator = SoftwareAuthenticator(keys[0], challenge)
        authenticator.flags = 0x01
        let record = try register(authenticator)
        #expect(!record.isVerifying)
        authenticator.userHandle = nil
        #expect(try signIn(authenticator, record, isAlone: false) == record)
        authenticator.userHandle = [1, 2, 3]
        #expect(throws: WebAuthnError.wrongCredential) { try signIn(authenticator, record, isAlone: false) }
        // Whoever finds such a key may have chosen its PIN.
        authenticator.userHandle = SoftwareAuthenticator.user
        authenticator.flags = 0x05
        #expect(throws: WebAuthnError.userNotVerified) { try signIn(authenticator, record) }
    }

    @Test func `a counter goes up, or is not used`() throws {
        var authenticator = SoftwareAuthenticator(keys[0], challenge)
        authenticator.signCount = 5
        let record = try register(authenticator)
        for count: UInt32 in [0, 4, 5] {
            authenticator.signCount = count
            #expect(throws: WebAuthnError.countedBack) { try signIn(authenticator, record) }
        }
        authenticator.signCount = .max
        #expect(try signIn(authenticator, record).signCount == .max)
    }

    @Test(arguments: [
        ("https://platform.example.com", "platform.example.com", "https://platform.example.com"),
        ("https://Platform.Example.com/", "platform.example.com", "https://platform.example.com"),
        ("https://example.com:443/x", "example.com", "https://example.com"),
        ("https://example.com:8443", "example.com", "https://example.com:8443"),
        ("http://localhost:8080", "localhost", "http://localhost:8080"),
        ("http://localhost:80", "localhost", "http://localhost"),
    ])
    func `domain and origin are those of the public address`(url: String, id: String, origin: String) throws {
        let party = try #require(RelyingParty(publicURL: url))
        #expect(party.id == id && party.origin == origin)
    }

    @Test(arguments: [
        "http://example.com", "https://192.0.2.1", "http://127.0.0.1:8080", "https://[::1]", "ftp://example.com", "",
        "https://user@example.com", "https://", "https://example.com@evil.example", "https://exa mple.com",
    ])
    func `an address without https or without a name has no passkeys`(url: String) {
        #expect(RelyingParty(publicURL: url) == nil)
    }

    @Test func `options say what browsers need, and bind the answer`() throws {
        let made = party.creationOptions(for: [1, 2], named: "ada@example.com", challenge, except: [[3]])
        #expect(made["attestation"] == "none" && made["rp"]?["id"] == "example.org")
        #expect(made["user"]?["id"] == "AQI" && made["excludeCredentials"]?[0]?["id"] == "Aw")
        #expect(made["pubKeyCredParams"]?.array?.compactMap { $0["alg"]?.int } == [-8, -7, -257])
        let asked = party.requestOptions(challenge, of: [], .required)
        #expect(asked["userVerification"] == "required" && asked["allowCredentials"] == [])
        #expect(asked["challenge"] == made["challenge"] && asked["challenge"]?.string?.count == 43)
    }
}
