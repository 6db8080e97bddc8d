import ChildProcess
import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Logins with a code of an authenticator (pyotp), besides the password.
@Suite struct SecondFactorTests {
    private struct Person {
        let client: Client
        let url: String
        let email = "\(UUID().uuidString.lowercased())@example.com"
        private(set) var secret = ""

        init(at url: String) throws {
            self.url = url
            let answer = try Client(url: url).post(
                "/api/v1/auth/register",
                ["email": .string(email), "password": .string(Client.password), "tenant": "Engines"])
            client = Client(url: url, token: try answer.json["accessToken"]?.string)
        }

        /// The code of now, or of so many steps from now.
        func code(_ steps: Int = 0) throws -> String {
            let script =
                "import pyotp, sys, time; print(pyotp.TOTP(sys.argv[1]).at(time.time() + 30 * int(sys.argv[2])))"
            let (_, output, _) = try ChildProcess.run(
                TestServers.testTool("python"), ["-c", script, secret, String(steps)], limit: .seconds(30))
            return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }

        mutating func enable() throws -> [String] {
            let begun = try client.post("/api/v1/auth/totp", ["current": .string(Client.password)])
            secret = try #require(begun.json["secret"]?.string)
            #expect(try begun.json["uri"]?.string?.contains(secret) == true)
            #expect(try client.post("/api/v1/auth/totp/confirm", ["code": "000000x"]).problem == "wrong_code")
            let confirmed = try client.post("/api/v1/auth/totp/confirm", ["code": .string(code())])
            return try #require(confirmed.json["recoveryCodes"]?.array).compactMap(\.string)
        }

        func logIn() throws -> HTTPResponse {
            try Client(url: url).post(
                "/api/v1/auth/login", ["email": .string(email), "password": .string(Client.password)])
        }

        func complete(_ challenge: String?, _ code: String) throws -> HTTPResponse {
            try Client(url: url).post(
                "/api/v1/auth/login/totp", ["challenge": JSON(challenge), "code": .string(code)])
        }
    }

    @Test func `a login asks for a code, which is good once, and recovery codes too`() throws {
        try Platform.run { (platform) throws in
            var ada = try Person(at: platform.url)
            let recovery = try ada.enable()
            #expect(Set(recovery).count == 10)
            #expect(
                try ada.client.post("/api/v1/auth/totp", ["current": .string(Client.password)]).problem
                    == "second_factor_exists")

            let asked = try ada.logIn()
            #expect(asked.status == 401 && asked.problem == "mfa_required")
            let challenge = try asked.json["challenge"]?.string
            #expect(try ada.complete(challenge, "12345x").problem == "wrong_code")
            // One of the next step, so that a slow machine does not meet the end of this one.
            let code = try ada.code(1)
            let signedIn = try ada.complete(challenge, code)
            #expect(signedIn.status == 200, "\(signedIn.text)")
            #expect(
                try Client(url: ada.url, token: signedIn.json["accessToken"]?.string).get("/api/v1/runs").status == 200)
            #expect(try ada.complete(challenge, recovery[0]).problem == "challenge_invalid")
            let next = try ada.logIn().json["challenge"]?.string
            #expect(try ada.complete(next, code).problem == "wrong_code")
            #expect(try ada.complete(next, recovery[0]).status == 200)
            let third = try ada.logIn().json["challenge"]?.string
            #expect(try ada.complete(third, recovery[0]).problem == "wrong_code")

            // The old password's challenge is worth nothing under the new one.
            let change: JSON = ["current": .string(Client.password), "password": "incorrect mule accumulator"]
            #expect(try ada.client.put("/api/v1/auth/password", change).status == 204)
            #expect(try ada.complete(third, recovery[1]).problem == "challenge_invalid")
            let remove: JSON = ["current": "incorrect mule accumulator"]
            #expect(
                try ada.client.post("/api/v1/auth/totp/remove", ["current": "wrong horse"]).problem == "wrong_password")
            #expect(try ada.client.post("/api/v1/auth/totp/remove", remove).status == 204)
            let logIn: JSON = ["email": .string(ada.email), "password": "incorrect mule accumulator"]
            #expect(try Client(url: ada.url).post("/api/v1/auth/login", logIn).status == 200)
        }
    }

    @Test func `who has the password and guesses codes is slowed down, and logins with it do not start that anew`()
        throws
    {
        try Platform.run { (platform) throws in
            var ada = try Person(at: platform.url)
            _ = try ada.enable()
            let statuses = try (0..<10).flatMap { _ in
                let asked = try ada.logIn()
                return [
                    asked,
                    try ada.complete(asked.json["challenge"]?.string ?? String(repeating: "0", count: 64), "12345x"),
                ]
            }.map(\.problem)
            // The right password takes nothing back but itself.
            #expect(statuses.allSatisfy { $0 == "mfa_required" || $0 == "wrong_code" })
            let failures = try Database(platform.database).query("SELECT MAX(failures) AS failures FROM login_attempts")
            #expect(try #require(failures.first).get("failures", as: Int.self) == 10)
        }
    }

    @Test func `an Idempotency-Key neither makes guesses free nor keeps what is shown once`() throws {
        try Platform.run { (platform) throws in
            let ada = try Person(at: platform.url)
            let database = Database(platform.database)
            func begin(_ password: String) throws -> HTTPResponse {
                try ada.client.send(
                    "POST", "/api/v1/auth/totp",
                    headers: [("Content-Type", "application/json"), ("Idempotency-Key", password)],
                    body: JSON.object(["current": .string(password)]).bytes)
            }
            #expect(try begin("wrong horse").problem == "wrong_password")
            let failures = try database.query("SELECT MAX(failures) AS failures FROM login_attempts")
            #expect(try #require(failures.first).get("failures", as: Int.self) == 1)
            #expect(try begin(Client.password).status == 201)
            #expect(try database.query("SELECT 1 FROM idempotency_keys").isEmpty)
        }
    }
}
