import Foundation
import HTTPClient
import JSON
import Redis
import TestServers
import Testing

/// Who is let in, and until when.
@Suite struct SessionLifeTests {
    /// Tokens of a new tenant's first user.
    private func register(at platform: Platform) throws -> JSON {
        let name = UUID().uuidString.lowercased()
        return try Client(url: platform.url).post(
            "/api/v1/auth/register",
            ["email": .string("\(name)@example.com"), "password": "correct horse battery", "tenant": .string(name)]
        ).json
    }

    private func client(_ tokens: JSON, at platform: Platform) throws -> Client {
        Client(url: platform.url, token: try #require(tokens["accessToken"]?.string))
    }

    @Test func `who has logged out is refused by every function at once, also when Redis was emptied`() throws {
        try Platform.run { (platform) throws in
            let user = try client(register(at: platform), at: platform)
            let other = try client(register(at: platform), at: platform)
            for path in ["/api/v1/runs", "/api/v1/agents", "/api/v1/auth/me"] {
                #expect(try user.get(path).status == 200)
            }
            #expect(try user.send("POST", "/api/v1/auth/logout").status == 204)
            for round in 0..<2 {
                for path in ["/api/v1/runs", "/api/v1/agents", "/api/v1/auth/me"] {
                    #expect(try user.get(path).problem == "session_ended", "\(path), round \(round)")
                    #expect(try other.get(path).status == 200)
                }
                let redis = Redis(platform.redis.configuration)
                try redis.send("FLUSHALL")
                try redis.send("SCRIPT", "FLUSH")
            }
        }
    }

    @Test func `a refresh token that comes twice ends the session's access tokens too`() throws {
        try Platform.run { (platform) throws in
            let tokens = try register(at: platform)
            let user = try client(tokens, at: platform)
            #expect(try user.get("/api/v1/runs").status == 200)
            let body: JSON = ["refreshToken": try #require(tokens["refreshToken"])]
            let next = try user.post("/api/v1/auth/refresh", body)
            #expect(next.status == 200)
            let renewed = try client(next.json, at: platform)
            #expect(try renewed.get("/api/v1/runs").status == 200)
            #expect(try user.post("/api/v1/auth/refresh", body).problem == "refresh_token_invalid")
            #expect(try user.get("/api/v1/runs").problem == "session_ended")
            #expect(try renewed.get("/api/v1/agents").problem == "session_ended")
        }
    }

    @Test func `without Redis everything goes on, and with it again nothing needs a restart`() throws {
        try Platform.run { (platform) throws in
            let user = try client(register(at: platform), at: platform)
            #expect(try user.get("/api/v1/runs").header("RateLimit") != nil)
            platform.redis.kill()
            #expect(try user.get("/api/v1/runs").status == 200)
            #expect(try user.get("/api/v1/agents").status == 200)
            #expect(try user.send("POST", "/api/v1/auth/logout").status == 204)
            #expect(try user.get("/api/v1/runs").problem == "session_ended")
            try platform.redis.start()
            #expect(try user.get("/api/v1/runs").problem == "session_ended")
            let next = try client(register(at: platform), at: platform)
            #expect(try next.get("/api/v1/runs").status == 200)
        }
    }
}
