import Foundation
import HTTPClient
import JSON
import Redis
import Synchronization
import TestServers
import Testing

/// How exactly requests are counted.
@Suite struct LimitCountTests {
    /// Of functions/tenants: `each`.
    private static let limit = (requests: 600, seconds: 60)

    @Test func `eight clients at once get as much as the limit says, of two processes together`() throws {
        try Platform.run(variables: ["RATE_LIMIT_SCALE": "1"]) { (platform) throws in
            #expect(try platform.supervisor.slots(of: "functions/tenants").count == 2)
            let token = try #require(Client.registered(at: platform).token)
            let (url, redis) = (platform.url, Redis(platform.redis.configuration))
            let counts = Mutex((passed: 0, refused: 0, running: 8, failures: [String]()))
            let start = try Self.time(redis)
            for _ in 0..<8 {
                Thread {
                    let client = Client(url: url, token: token, http: HTTPClient())
                    // On past the end of the allowance, so that it is the limit that ends this.
                    while counts.withLock({ $0.refused < 200 && $0.failures.isEmpty }) {
                        let status = try? client.get("/api/v1/roles").status
                        counts.withLock { counts in
                            switch status {
                            case 200: counts.passed += 1
                            case 429: counts.refused += 1
                            default: counts.failures.append("\(status ?? 0)")
                            }
                        }
                    }
                    counts.withLock { $0.running -= 1 }
                }.start()
            }
            try Wait.until("all clients are done") { counts.withLock { $0.running == 0 } }
            // The clock that the script goes by.
            let seconds = Double(try Self.time(redis) - start) / 1_000_000
            let (passed, _, _, failures) = counts.withLock { $0 }
            #expect(failures == [])
            let refilled = seconds * Double(Self.limit.requests) / Double(Self.limit.seconds)
            let due = Double(Self.limit.requests) + refilled
            #expect(abs(Double(passed) - due) <= due / 100, "\(passed) of \(due) in \(seconds) s")
        }
    }

    /// Requests a day of a tenant.
    private static let daily = 2_000

    @Test func `eight clients at once, of sessions and keys, have a tenant's requests of a day together`() throws {
        try Platform.run(variables: ["REQUESTS_PER_DAY": "\(Self.daily)"]) { (platform) throws in
            #expect(try platform.supervisor.slots(of: "functions/tenants").count == 2)
            let user = try Client.registered(at: platform)
            let made = try user.post("/api/v1/api-keys", ["name": "test", "scopes": ["roles:read", "agents:read"]])
            let key = try #require(try made.json["key"]?.string)
            let (url, token) = (platform.url, user.token)
            let counts = Mutex((passed: 1, refused: 0, running: 8, failures: [String]()))
            for number in 0..<8 {
                Thread {
                    let client = Client(url: url, token: number % 2 == 0 ? token : key, http: HTTPClient())
                    let path = number < 6 ? "/api/v1/roles" : "/api/v1/agents"
                    // On past the end of the day's requests, so that it is the limit that ends this.
                    while counts.withLock({ $0.refused < 200 && $0.failures.isEmpty }) {
                        let answer = try? client.get(path)
                        counts.withLock { counts in
                            switch (answer?.status, answer?.problem) {
                            case (200, _): counts.passed += 1
                            case (429, "request_quota_exceeded"): counts.refused += 1
                            default: counts.failures.append("\(answer?.status ?? 0) \(answer?.text ?? "")")
                            }
                        }
                    }
                    counts.withLock { $0.running -= 1 }
                }.start()
            }
            try Wait.until("all clients are done") { counts.withLock { $0.running == 0 } }
            let (passed, _, _, failures) = counts.withLock { $0 }
            #expect(failures == [])
            #expect(abs(passed - Self.daily) <= Self.daily / 100, "\(passed)")
        }
    }

    /// Keys that stay: nothing counts with them, and their number does not grow with requests.
    private static let lasting: [String] = []

    @Test func `no key in Redis is there for ever`() throws {
        try Platform.run(variables: ["REQUESTS_PER_DAY": "1000"]) { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(
                "{document: {dsl: 1.0.3, namespace: test, name: plain, version: 1.0.0}, do: [{a: {set: {b: 1}}}]}")
            _ = try client.finished(client.start("test/plain"))
            for path in ["agents", "secrets", "roles", "audit", "runs"] { _ = try client.get("/api/v1/\(path)") }
            _ = try Client(url: platform.url).get("/api/v1/runs")
            #expect(
                try client.send(
                    "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")],
                    body: AccessTenant.event.bytes
                ).status == 202)
            _ = try client.send("POST", "/api/v1/auth/logout")
            let redis = Redis(platform.redis.configuration)
            let keys = (try redis.send("KEYS", "*").array ?? []).compactMap(\.string)
            #expect(keys.contains { $0.hasPrefix("intelligentic:gate:") } && keys.count > 1, "\(keys)")
            #expect(keys.contains { $0.hasSuffix(":requests") }, "\(keys)")
            for key in keys where !Self.lasting.contains(where: { key.hasPrefix($0) }) {
                let life = try redis.send("PTTL", key).integer ?? -2
                // -1: never. -2: over meanwhile, 0: in this millisecond.
                #expect(life != -1, "\(key) never expires")
            }
        }
    }

    private static func time(_ redis: Redis) throws -> Int {
        let parts = try #require(try redis.send("TIME").array).compactMap { $0.string.flatMap { Int($0) } }
        return parts[0] * 1_000_000 + parts[1]
    }
}
