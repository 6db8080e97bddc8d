import ChildProcess
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Somebody with an authenticator (pyotp).
struct SecondFactorPerson {
    let url: String
    let email: String
    /// Signed in.
    let client: Client

    init(url: String, email: String, client: Client) {
        (self.url, self.email, self.client) = (url, email, client)
    }

    /// Registers the first user of a new tenant.
    init(at url: String, email: String = "\(UUID().uuidString.lowercased())@example.com") throws {
        let answer = try Client(url: url).post(
            "/api/v1/auth/register",
            ["email": .string(email), "password": .string(Client.password), "tenant": "Engines"])
        self.init(url: url, email: email, client: Client(url: url, token: try answer.json["accessToken"]?.string))
    }

    /// The code of now, or of so many steps from now.
    static func code(of secret: String, _ steps: Int = 0) throws -> String {
        let script = "import pyotp, sys, time; print(pyotp.TOTP(sys.argv[1]).at(time.time() + 30 * int(sys.argv[2])))"
        let (_, output, _) = try ChildProcess.run(
            TestServers.testTool("python"), ["-c", script, secret, String(steps)], limit: .seconds(30))
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Turns the second factor on: its recovery codes, and what its codes are made from.
    ///
    /// - Parameter code: a recovery code, of who has passkeys.
    func enabled(with code: String? = nil) throws -> (recovery: [String], secret: String) {
        let begun = try client.post("/api/v1/auth/totp", ["current": .string(Client.password), "code": JSON(code)])
        let secret = try #require(begun.json["secret"]?.string)
        #expect(try begun.json["uri"]?.string?.contains(secret) == true)
        #expect(try client.post("/api/v1/auth/totp/confirm", ["code": "000000x"]).problem == "wrong_code")
        let confirmed = try client.post("/api/v1/auth/totp/confirm", ["code": .string(Self.code(of: secret))])
        return (try #require(confirmed.json["recoveryCodes"]?.array).compactMap(\.string), secret)
    }

    func logIn(_ password: String = Client.password) throws -> HTTPResponse {
        try Client(url: url).post("/api/v1/auth/login", ["email": .string(email), "password": .string(password)])
    }

    func complete(_ challenge: String?, _ code: String) throws -> HTTPResponse {
        try Client(url: url).post(
            "/api/v1/auth/login/totp", ["challenge": JSON(challenge), "code": .string(code)])
    }
}
