import AccessTokens
import Database
import HTTPClient
import Identity
import JSON
import TestServers
import Testing

/// What is worth most to a thief of a session asks for the password again.
@Suite struct StepUpTests {
    @Test func `what is of high value asks for a proof that is not old, and a proof lets it through`() throws {
        try Platform.run { (platform) throws in
            let ada = try SecondFactorPerson(at: platform.url)
            #expect(try ada.client.put("/api/v1/roles/own", ["permissions": []]).status == 201)
            try ada.client.putSecret("key", "value")
            let id = try #require(ada.client.get("/api/v1/auth/sessions").json["items"]?.array?.first?["id"]?.string)
            let me = try ada.client.get("/api/v1/auth/me").json
            func client(provenAt time: Timestamp?) throws -> Client {
                let caller = Caller(
                    user: try #require(me["user"]?["id"]?.string.flatMap(UserID.init)),
                    tenant: try #require(me["tenant"]?["id"]?.string.flatMap(TenantID.init)),
                    session: try #require(SessionID(id)), role: .admin, authenticatedAt: time)
                let signer = try AccessTokenSigner(keyFile: platform.keys.privateKey)
                return Client(url: ada.url, token: try signer.sign(caller, expiresIn: .seconds(60)))
            }
            let requests: [(String, String, JSON?)] = [
                ("DELETE", "/api/v1/roles/own", nil), ("DELETE", "/api/v1/secrets/key", nil),
                ("PUT", "/api/v1/tenant/policy", ["outboundAllow": [], "processes": []]),
                ("POST", "/api/v1/invitations", ["email": "eve@example.com", "roles": [["role": "viewer"]]]),
                ("DELETE", "/api/v1/members/\(UserID())", nil), ("DELETE", "/api/v1/auth/sessions/\(id)", nil),
                ("POST", "/api/v1/auth/logout-everywhere", nil), ("GET", "/api/v1/tenant/export", nil),
            ]
            for time in [Timestamp?.none, Timestamp.now + .seconds(-15 * 60)] {
                let old = try client(provenAt: time)
                for (method, path, body) in requests {
                    let headers = body.map { _ in [("Content-Type", "application/json")] } ?? []
                    let answer = try old.send(method, path, headers: headers, body: body?.bytes ?? [])
                    #expect(answer.problem == "step_up_required", "\(method) \(path): \(answer.text)")
                    #expect(
                        answer.header("WWW-Authenticate")
                            == "Bearer error=\"insufficient_user_authentication\", max_age=900")
                }
                // What is not of such value goes on.
                try old.putSecret("another", "value")
            }
            let old = try client(provenAt: Timestamp.now + .seconds(-3_600))
            let proof: JSON = ["current": .string(Client.password)]
            #expect(try old.post("/api/v1/auth/step-up", ["current": "wrong horse"]).problem == "wrong_password")
            let database = Database(platform.database)
            try database.execute("UPDATE sessions SET authenticated_at = UTC_TIMESTAMP(6) - INTERVAL 1 HOUR")
            let proven = try old.post("/api/v1/auth/step-up", proof)
            #expect(proven.status == 200, "\(proven.text)")
            let since = try database.first(
                "SELECT 1 AS one FROM sessions WHERE authenticated_at > UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE")
            #expect(since != nil)
            let fresh = Client(url: ada.url, token: try proven.json["accessToken"]?.string)
            for (method, path, body) in requests.prefix(2) {
                let answer = try fresh.send(method, path, body: body?.bytes ?? [])
                #expect(answer.status == 204, "\(method) \(path): \(answer.text)")
            }
            for action in ["auth.proof_failed", "auth.step_up"] {
                try Wait.until(action) {
                    try database.first("SELECT 1 AS one FROM audit_log WHERE action = \(action)") != nil
                }
            }
            // Who has a second factor proves both.
            let (recovery, _) = try ada.enabled()
            #expect(try old.post("/api/v1/auth/step-up", proof).problem == "wrong_code")
            let both: JSON = ["current": .string(Client.password), "code": .string(recovery[0])]
            #expect(try old.post("/api/v1/auth/step-up", both).status == 200)
        }
    }
}
