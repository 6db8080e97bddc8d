import Database
import Foundation
import HTTPClient
import Identity
import JSON
import Redis
import TestServers
import Testing

/// Tenants that the operator keeps from working.
@Suite struct SuspendedTenantTests {
    private func tenant(of client: Client) throws -> String {
        try #require(try client.get("/api/v1/auth/me").json["tenant"]?["id"]?.string)
    }

    @Test
    func `a suspended tenant is refused at once everywhere, people still see what is theirs, and it goes on after`()
        throws
    {
        try Platform.run { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            let tenant = try tenant(of: user)
            let paths = ["/api/v1/runs", "/api/v1/agents", "/api/v1/secrets", "/api/v1/tenant", "/api/v1/audit"]
            for path in paths { #expect(try user.get(path).status == 200) }
            let suspended = try OperatorCommand(["admin", "suspend-tenant", tenant], at: platform)
            #expect(suspended.isSuccess && suspended.output.contains("is suspended"), "\(suspended)")
            for round in 0..<2 {
                for path in paths {
                    #expect(try user.get(path).problem == "tenant_suspended", "\(path), round \(round)")
                    #expect(try other.get(path).status == 200)
                }
                #expect(try user.post("/api/v1/agents", ["name": "a", "instructions": "b"]).status == 403)
                #expect(try user.get("/api/v1/auth/me").status == 200)
                #expect(try user.get("/api/v1/tenants").json["items"]?[0]?["state"] == "suspended")
                try Redis(platform.redis.configuration).send("FLUSHALL")
            }
            #expect(try OperatorCommand(["admin", "suspend-tenant", tenant], at: platform).isSuccess)
            let resumed = try OperatorCommand(["admin", "resume-tenant", tenant], at: platform)
            #expect(resumed.isSuccess, "\(resumed)")
            for path in paths { #expect(try user.get(path).status == 200) }
            var actions: [String] = []
            try Wait.until("the log tells of it") {
                actions = (try user.get("/api/v1/audit?action=tenant.*").json["items"]?.array ?? []).compactMap {
                    $0["actor"]?["kind"] == "operator" ? $0["action"]?.string : nil
                }
                return actions.count >= 2
            }
            #expect(actions == ["tenant.resume", "tenant.suspend"])
            #expect(try !OperatorCommand(["admin", "suspend-tenant", "nobody"], at: platform).isSuccess)
        }
    }

    @Test func `runs of a suspended tenant stay where they are, and go on when it is resumed`() throws {
        let service = ScriptedServer { _ in .json(["here": true]) }
        defer { service.stop() }
        try Platform.run(variables: ["OUTBOUND_ALLOW": "127.0.0.1"]) { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            for client in [user, other] {
                try client.deploy(
                    """
                    document: {dsl: 1.0.3, namespace: test, name: steps, version: 1.0.0}
                    do:
                      - pause: {wait: {milliseconds: 300}}
                      - ask: {call: http, with: {method: get, endpoint: "http://127.0.0.1:\(service.port)/"}}
                      - listen: {listen: {to: {one: {with: {type: go}}}}}
                    """)
            }
            let tenant = try tenant(of: user)
            let waiting = try user.start("test/steps")
            try Wait.until("the run listens") { try user.run(waiting)["status"] == "waiting" }
            let atPause = try (0..<5).map { _ in try user.start("test/steps") }
            #expect(try OperatorCommand(["admin", "suspend-tenant", tenant], at: platform).isSuccess)
            let id = try #require(TenantID(tenant))
            try Wait.until("no worker has one of its runs") {
                try Database(platform.database).query(
                    "SELECT 1 AS held FROM runs WHERE worker_id IS NOT NULL AND tenant_id = \(id)"
                ).isEmpty
            }
            // The workers go on with what others want.
            try finish([other.start("test/steps")], of: other)
            #expect(try OperatorCommand(["admin", "resume-tenant", tenant], at: platform).isSuccess)
            try finish([waiting] + atPause, of: user)
        }
    }

    /// Sends what runs listen for until all of them have it.
    private func finish(_ runs: [String], of client: Client) throws {
        try Wait.until("the runs end") {
            let event: JSON = [
                "specversion": "1.0", "id": .string(UUID().uuidString), "source": "/test", "type": "go",
            ]
            _ = try client.send(
                "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")],
                body: event.bytes)
            return try runs.allSatisfy { try client.run($0)["status"] == "completed" }
        }
    }

    @Test func `a tenant that the operator gives another rate has it at once`() throws {
        try Platform.run { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            func quota(_ client: Client) throws -> Int? {
                let policy = try client.get("/api/v1/tenant").header("RateLimit-Policy") ?? ""
                return policy.firstMatch(of: /q=(\d+)/).flatMap { Int($0.1) }
            }
            let standard = try #require(try quota(other))
            #expect(try user.get("/api/v1/tenant/limits").json["ratePercent"] == 100)
            for (percent, expected) in [("250", standard * 5 / 2), ("50", standard / 2), ("100", standard)] {
                let set = try OperatorCommand(["admin", "set-rate", tenant(of: user), percent], at: platform)
                #expect(set.isSuccess, "\(set)")
                // The first request brings what the database says to Redis.
                #expect(try user.get("/api/v1/tenant/limits").json["ratePercent"]?.int == Int(percent))
                #expect(try quota(user) == expected)
                #expect(try quota(other) == standard)
            }
            #expect(try !OperatorCommand(["admin", "set-rate", tenant(of: user), "0"], at: platform).isSuccess)
        }
    }

    @Test func `a tenant begins as many runs a day as the operator lets it`() throws {
        try Platform.run(variables: ["RUNS_PER_DAY": "2"]) { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            for client in [user, other] { try client.deploy(AccessTenant.document("plain")) }
            func start(_ client: Client) throws -> HTTPResponse {
                try client.post("/api/v1/workflows/matrix/plain/runs", ["input": [:]])
            }
            for _ in 0..<2 { #expect(try start(user).status == 202) }
            let refused = try start(user)
            #expect(refused.problem == "quota_exceeded" && refused.text.contains("2 runs a day"), "\(refused.text)")
            #expect(refused.header("Retry-After").flatMap { Int($0) } ?? 0 > 0)
            #expect(try start(other).status == 202)
            let usage = try user.get("/api/v1/tenant/usage").json["runsPerDay"]
            #expect(usage?["used"] == 2 && usage?["limit"] == 2)
            let raised = try OperatorCommand(
                ["admin", "set-quota", tenant(of: user), "--runs-per-day", "3"], at: platform)
            #expect(raised.isSuccess, "\(raised)")
            #expect(try start(user).status == 202)
            #expect(try start(user).problem == "quota_exceeded")
        }
    }
}
