import ChildProcess
import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Logins with a code of an authenticator (pyotp), besides the password.
@Suite struct SecondFactorTests {
    @Test func `a login asks for a code, which is good once, and recovery codes too`() throws {
        try Platform.run { (platform) throws in
            let ada = try SecondFactorPerson(at: platform.url)
            let (recovery, secret) = try ada.enabled()
            #expect(Set(recovery).count == 10)
            #expect(
                try ada.client.post("/api/v1/auth/totp", ["current": .string(Client.password)]).problem
                    == "second_factor_exists")

            let asked = try ada.logIn()
            #expect(asked.status == 401 && asked.problem == "mfa_required")
            let challenge = try asked.json["challenge"]?.string
            #expect(try ada.complete(challenge, "12345x").problem == "wrong_code")
            // One of the next step, so that a slow machine does not meet the end of this one.
            let code = try SecondFactorPerson.code(of: secret, 1)
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
            let fourth = try ada.logIn("incorrect mule accumulator").json["challenge"]?.string
            let other = Client(
                url: ada.url, token: try ada.complete(fourth, recovery[1]).json["accessToken"]?.string)
            #expect(try other.get("/api/v1/runs").status == 200)
            func remove(_ proof: JSON) throws -> HTTPResponse { try ada.client.post("/api/v1/auth/totp/remove", proof) }
            #expect(try remove(["current": "wrong horse"]).problem == "wrong_password")
            // The password alone takes nothing away.
            #expect(try remove(["current": "incorrect mule accumulator"]).problem == "wrong_code")
            #expect(
                try remove(["current": "incorrect mule accumulator", "code": .string(recovery[1])]).problem
                    == "wrong_code")
            #expect(try other.get("/api/v1/runs").status == 200)
            #expect(
                try remove(["current": "incorrect mule accumulator", "code": .string(recovery[2])]).status == 204)
            #expect(try other.get("/api/v1/runs").problem == "session_ended")
            #expect(try ada.client.get("/api/v1/runs").status == 200)
            for action in ["auth.login_failed", "auth.code_reused", "auth.proof_failed"] {
                try Wait.until(action) {
                    try Database(platform.database).first("SELECT 1 AS one FROM audit_log WHERE action = \(action)")
                        != nil
                }
            }
            let logIn: JSON = ["email": .string(ada.email), "password": "incorrect mule accumulator"]
            #expect(try Client(url: ada.url).post("/api/v1/auth/login", logIn).status == 200)
        }
    }

    @Test func `who has the password and guesses codes is slowed down, and logins with it do not start that anew`()
        throws
    {
        try Platform.run { (platform) throws in
            let ada = try SecondFactorPerson(at: platform.url)
            _ = try ada.enabled()
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

    @Test func `a tenant asks its admins for a second factor, who may only set one up without`() throws {
        try Platform.run { (platform) throws in
            let ada = try SecondFactorPerson(at: platform.url)
            let policy: JSON = ["outboundAllow": [], "processes": [], "requireSecondFactor": "admins"]
            let wrong: JSON = ["outboundAllow": [], "processes": [], "requireSecondFactor": "everybody"]
            #expect(try ada.client.put("/api/v1/tenant/policy", wrong).problem == "policy_invalid")
            let answer = try ada.client.put("/api/v1/tenant/policy", policy)
            #expect(try answer.status == 200 && answer.json["requireSecondFactor"] == "admins", "\(answer.text)")
            let signedIn = try ada.logIn()
            #expect(try signedIn.json["restriction"] == "second_factor")
            let restricted = SecondFactorPerson(
                url: ada.url, email: ada.email,
                client: Client(url: ada.url, token: try signedIn.json["accessToken"]?.string))
            for path in ["/api/v1/runs", "/api/v1/agents", "/api/v1/tenant/policy"] {
                #expect(try restricted.client.get(path).problem == "second_factor_required")
            }
            let me = try restricted.client.get("/api/v1/auth/me").json
            #expect(me["restriction"] == "second_factor" && me["permissions"] == [])
            // A proof is no way around it for a session from before the policy.
            let before = try ada.client.post("/api/v1/auth/step-up", ["current": .string(Client.password)])
            let older = Client(url: ada.url, token: try before.json["accessToken"]?.string)
            #expect(try older.get("/api/v1/runs").problem == "second_factor_required")
            let recovery = try restricted.enabled().recovery
            #expect(try restricted.client.get("/api/v1/runs").status == 200)
            #expect(try restricted.client.get("/api/v1/auth/me").json["permissions"] != [])
            // Whoever takes it away is asked for it at once.
            let proof: JSON = ["current": .string(Client.password), "code": .string(recovery[0])]
            #expect(try restricted.client.post("/api/v1/auth/totp/remove", proof).status == 204)
            #expect(try restricted.client.get("/api/v1/runs").problem == "second_factor_required")
            let proven = try restricted.client.post("/api/v1/auth/step-up", ["current": .string(Client.password)])
            let proved = Client(url: ada.url, token: try proven.json["accessToken"]?.string)
            #expect(try proved.get("/api/v1/runs").problem == "second_factor_required")
        }
    }

    @Test func `an Idempotency-Key neither makes guesses free nor keeps what is shown once`() throws {
        try Platform.run { (platform) throws in
            let ada = try SecondFactorPerson(at: platform.url)
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
