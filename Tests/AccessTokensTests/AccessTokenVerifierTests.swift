import Identity
import JSON
import Testing
import TextEncodings

@testable import AccessTokens

struct AccessTokenVerifierTests {
    let keys: Keys
    let verifier: AccessTokenVerifier
    let now = Timestamp.now
    let header: JSON
    let payload: JSON

    init() throws {
        keys = try Keys()
        verifier = try keys.verifier()
        header = AccessTokenHeader(keyID: try keys.keyID).json
        payload = AccessTokenClaims(.someone, from: now, lasting: .seconds(60)).payload
    }

    @Test(arguments: Role.allCases)
    func `reads what the signer wrote`(role: Role) throws {
        let caller = Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: role)
        let token = try keys.signer().sign(caller, expiresIn: .seconds(60))
        #expect(try verifier.caller(of: token) == caller)
        #expect(token.utf8.count < AccessTokenVerifier.lengthLimit / 4)
    }

    @Test func `says when its caller last proved who they are, in whole seconds`() throws {
        let proven = Caller.someone.proven(at: now)
        let read = try verifier.caller(of: keys.signer().sign(proven, expiresIn: .seconds(60)))
        #expect(read.authenticatedAt == Timestamp(microseconds: now.microseconds / 1_000_000 * 1_000_000))
        #expect(try verifier.caller(of: keys.signer().sign(.someone, expiresIn: .seconds(60))).authenticatedAt == nil)
    }

    @Test func `is valid until its time is over, give or take the leeway`() throws {
        let token = try keys.signer().sign(.someone, expiresIn: .seconds(60), at: now)
        func caller(after seconds: Int) throws -> Caller {
            try verifier.caller(of: token, at: now + .seconds(seconds))
        }
        let leeway = Int(AccessTokenClaims.leeway)
        _ = try caller(after: 60 + leeway - 1)
        _ = try caller(after: -leeway)
        #expect(throws: AccessTokenError.expired) { try caller(after: 60 + leeway) }
        #expect(throws: AccessTokenError.expired) { try caller(after: 1_000_000) }
        #expect(throws: AccessTokenError.invalid(reason: "issued in the future: do the hosts' clocks agree?")) {
            try caller(after: -leeway - 1)
        }
    }

    @Test func `refuses what nobody signed`() throws {
        let token = try keys.token(header, payload)
        _ = try verifier.caller(of: token)
        let parts = token.split(separator: ".").map(String.init)
        let unsigned = Base64URL.encode((["alg": "none"] as JSON).bytes)
        for forged in [
            unsigned + "." + parts[1] + ".", unsigned + "." + parts[1] + "." + parts[2],
            parts[0] + "." + parts[1] + ".", parts[0] + "." + parts[1], token + ".", token + "." + parts[2], "", "..",
            ".", " " + token, token + "=",
            token + "\n", "Bearer " + token,
            // a longer claim, with the signature of the shorter one
            parts[0] + "." + changing(payload, "role", to: "admin") + "." + parts[2],
        ] {
            #expect(throws: AccessTokenError.self, "\(forged)") { try verifier.caller(of: forged) }
        }
    }

    @Test func `refuses every change of one character`() throws {
        let token = Array(try keys.token(header, payload).utf8)
        for index in token.indices {
            var forged = token
            forged[index] = forged[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: AccessTokenError.self) { try verifier.caller(of: String(decoding: forged, as: UTF8.self)) }
        }
    }

    @Test(
        arguments: [
            ("alg", "none", "its algorithm is not EdDSA"), ("alg", "HS256", "its algorithm is not EdDSA"),
            ("alg", "eddsa", "its algorithm is not EdDSA"), ("alg", nil, "its algorithm is not EdDSA"),
            ("alg", 1, "its algorithm is not EdDSA"), ("kid", nil, "it does not name its key"),
            ("kid", 7, "it does not name its key"), ("kid", "other", "signed with an unknown key"),
            ("crit", ["exp"], "it asks for extensions that are not supported"),
        ] as [(String, JSON?, String)])
    func `refuses other headers though the signature is right`(name: String, value: JSON?, reason: String) throws {
        var header = header
        header[name] = value
        let token = try keys.token(header, payload)
        #expect(throws: AccessTokenError.invalid(reason: reason)) { try verifier.caller(of: token) }
    }

    @Test func `ignores what else a header says, whatever it is`() throws {
        var header = header
        header["x5c"] = ["not a certificate"]
        header["jku"] = "http://127.0.0.1/"
        header["number"] = .number(JSONNumber(text: "1e300"))
        _ = try verifier.caller(of: keys.token(header, payload))
    }

    @Test(
        arguments: [
            ("iss", "elsewhere"), ("iss", nil), ("sub", "me"), ("sub", nil), ("tid", 1), ("sid", ""), ("role", "root"),
            ("role", nil), ("iat", "now"), ("exp", nil), ("exp", 1.5), ("exp", "2026-11-24T02:07:52Z"),
        ] as [(String, JSON?)])
    func `refuses other claims though the signature is right`(name: String, value: JSON?) throws {
        var payload = payload
        payload[name] = value
        do {
            _ = try verifier.caller(of: keys.token(header, payload))
            Issue.record("accepted \(payload)")
        } catch AccessTokenError.invalid {}
    }

    @Test func `a payload that is not an object is refused`() throws {
        for payload in [nil, [], "text", 1] as [JSON] {
            #expect(throws: AccessTokenError.self) { try verifier.caller(of: keys.token(header, payload)) }
        }
    }

    @Test func `times at the ends of the range are refused and stop nothing`() throws {
        for (name, value) in [("exp", Int64.min), ("iat", .max)] {
            var payload = payload
            payload[name] = .number(.integer(value))
            #expect(throws: AccessTokenError.self) { try verifier.caller(of: keys.token(header, payload)) }
        }
    }

    @Test func `refuses another system's token, also under the same key name`() throws {
        let other = try Keys()
        #expect(throws: AccessTokenError.invalid(reason: "signed with an unknown key")) {
            try verifier.caller(of: other.signer().sign(.someone, expiresIn: .seconds(60)))
        }
        #expect(throws: AccessTokenError.invalid(reason: "the signature does not fit")) {
            try verifier.caller(of: other.token(header, payload))
        }
    }

    @Test func `refuses a long text unread`() throws {
        #expect(throws: AccessTokenError.invalid(reason: "too long")) {
            try verifier.caller(of: String(repeating: "a", count: AccessTokenVerifier.lengthLimit + 1))
        }
    }

    private func changing(_ payload: JSON, _ name: String, to value: JSON) -> String {
        var payload = payload
        payload[name] = value
        return Base64URL.encode(payload.bytes)
    }
}
