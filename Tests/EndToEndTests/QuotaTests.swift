import Database
import Foundation
import HTTPClient
import Identity
import JSON
import Redis
import TestServers
import Testing

/// What the operator lets one tenant do, other than others, and all of them.
@Suite struct QuotaTests {
    private static let limits = "/api/v1/tenant/limits"

    private func tenant(of client: Client) throws -> String {
        try #require(try client.get("/api/v1/auth/me").json["tenant"]?["id"]?.string)
    }

    private func key(_ scopes: [JSON], by admin: Client) throws -> Client {
        let made = try admin.post("/api/v1/api-keys", ["name": "test", "scopes": .array(scopes)])
        return Client(url: admin.url, token: try #require(try made.json["key"]?.string))
    }

    /// As `RateLimit-Policy` says: requests of the endpoint.
    private func quota(_ answer: HTTPResponse) -> Int? {
        (answer.header("RateLimit-Policy") ?? "").firstMatch(of: /"endpoint";q=(\d+)/).flatMap { Int($0.1) }
    }

    @Test func `a tenant has other rates by class of callers and by operation, at once, and others keep theirs`() throws
    {
        try Platform.run { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            let robot = try key(["roles:read", "tenant:read"], by: user)
            let id = try tenant(of: user)
            let (roles, members) = ("/api/v1/roles", "/api/v1/members")
            let (person, program) = (
                try #require(try quota(user.get(roles))), try #require(try quota(robot.get(roles)))
            )
            func set(_ arguments: String...) throws {
                let set = try OperatorCommand(["admin", "set-rate", id] + arguments, at: platform)
                #expect(set.isSuccess, "\(set)")
                // The first request brings what the database says to Redis.
                _ = try user.get(Self.limits)
            }
            func expect(_ expected: [Int], _ place: SourceLocation = #_sourceLocation) throws {
                let found = try [
                    quota(user.get(roles)), quota(user.get(members)), quota(robot.get(roles)),
                    quota(robot.get(Self.limits)),
                ]
                #expect(found == expected, sourceLocation: place)
                #expect(try quota(other.get(roles)) == person, sourceLocation: place)
            }
            try set("50")
            try expect([person / 2, person / 2, program / 2, program / 2])
            try set("200", "--class", "automation")
            try expect([person / 2, person / 2, program * 2, program * 2])
            try set("400", "--operation", "listRoles")
            try expect([person * 4, person / 2, program * 4, program * 2])
            try set("10", "--operation", "listRoles", "--class", "automation")
            try expect([person * 4, person / 2, program / 10, program * 2])
            let shown = try user.get(Self.limits).json
            #expect(shown["ratePercent"] == 50 && shown["rates"]?.array?.count == 3, "\(shown)")
            #expect(
                shown["rates"]?.array?.contains(["operation": "listRoles", "callerClass": "automation", "percent": 10])
                    == true, "\(shown)")
            // What is counted in one question to Redis holds, too.
            try set("1", "--operation", "listRoles")
            try set("1", "--operation", "listRoles", "--class", "automation")
            var last = try robot.get(roles)
            for _ in 0..<(program / 50) where last.status == 200 { last = try robot.get(roles) }
            #expect(last.problem == "rate_limited")
            #expect(try robot.get(Self.limits).status == 200)
            try set("default", "--operation", "listRoles", "--class", "automation")
            try set("default", "--operation", "listRoles")
            try set("default", "--class", "automation")
            try set("100")
            try expect([person, person, program, program])
            for wrong in [
                ["50", "--class", "robot"], ["50", "--operation", "List Roles"], ["0", "--class", "automation"],
            ] {
                #expect(try !OperatorCommand(["admin", "set-rate", id] + wrong, at: platform).isSuccess, "\(wrong)")
            }
        }
    }

    @Test func `a change of roles leaves a tenant's rates as they are, also for the first request after it`() throws {
        try Platform.run { (platform) throws in
            let user = try Client.registered(at: platform)
            let standard = try #require(try quota(user.get("/api/v1/roles")))
            let set = try OperatorCommand(["admin", "set-rate", tenant(of: user), "300"], at: platform)
            #expect(set.isSuccess, "\(set)")
            #expect(try quota(user.get("/api/v1/roles")) == standard * 3)
            #expect(try user.put("/api/v1/roles/helper", ["permissions": ["runs:read"]]).status == 201)
            #expect(try quota(user.get("/api/v1/roles")) == standard * 3)
        }
    }

    @Test func `what a tenant sends on a day has a ceiling, its own or the installation's, and the answer says which`()
        throws
    {
        try Platform.run(variables: ["REQUESTS_PER_DAY": "40"]) { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            let (id, robot) = (try tenant(of: user), try key(["roles:read"], by: user))
            let shown = try user.get(Self.limits).json["requestsPerDay"]
            #expect(shown?["limit"] == 40 && shown?["used"] == 3, "\(shown ?? .null)")
            // Whoever sends, whatever, to whichever function: three have come, and what people do about themselves is not counted.
            for number in 3..<40 {
                let answer = try number % 2 == 0 ? robot.get("/api/v1/roles") : user.get("/api/v1/agents")
                #expect(answer.status == 200)
                #expect(answer.header("RateLimit")?.contains(#", "day";r=\#(39 - number);t="#) == true)
            }
            for client in [user, robot] {
                let refused = try client.get("/api/v1/roles")
                #expect(
                    refused.problem == "request_quota_exceeded" && refused.text.contains("may send 40"),
                    "\(refused.text)")
                let left = Timestamp.now.nextDay - .now
                let wait = try #require(refused.header("Retry-After").flatMap { Int($0) })
                #expect(abs(Double(wait) - left / .seconds(1)) < 10)
            }
            // Nobody is kept from ending their sessions.
            #expect(try user.get("/api/v1/auth/sessions").status == 200)
            #expect(try other.get("/api/v1/roles").status == 200)
            let raised = try OperatorCommand(
                ["admin", "set-quota", id, "--requests-per-day", "45"], at: platform)
            #expect(raised.isSuccess && raised.output.contains("requests a day  45"), "\(raised)")
            #expect(try user.get(Self.limits).json["requestsPerDay"]?["used"] == 41)
            for _ in 0..<4 { #expect(try robot.get("/api/v1/roles").status == 200) }
            #expect(try robot.get("/api/v1/roles").problem == "request_quota_exceeded")
            // What Redis forgets begins anew.
            try Redis(platform.redis.configuration).send("FLUSHALL")
            #expect(try robot.get("/api/v1/roles").status == 200)
        }
    }

    @Test func `a tenant that keeps as much as it may begins nothing new, what it has goes on, and more room lets it`()
        throws
    {
        try Platform.run(variables: ["STORED_BYTES": "1000000"]) { (platform) throws in
            let (user, other) = (try Client.registered(at: platform), try Client.registered(at: platform))
            for client in [user, other] { try client.deploy(AccessTenant.document("plain")) }
            try user.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: patient, version: 1.0.0}
                do: [{hold: {listen: {to: {one: {with: {type: go}}}}}}, {end: {set: {a: 1}}}]
                """)
            let patient = try user.start("test/patient")
            func start(_ client: Client, input: JSON = [:]) throws -> HTTPResponse {
                try client.post("/api/v1/workflows/matrix/plain/runs", ["input": input])
            }
            let large: JSON = ["text": .string(String(repeating: "x", count: 900_000))]
            #expect(try start(user, input: large).status == 202)
            var refused = try start(user)
            try Wait.until("the janitor has counted") {
                refused = try start(user)
                return refused.status != 202
            }
            #expect(
                refused.problem == "storage_quota_exceeded" && refused.text.contains("may keep 1000000"),
                "\(refused.text)")
            let deployed = try user.send(
                "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")],
                body: Array(AccessTenant.document("another").utf8))
            #expect(deployed.problem == "storage_quota_exceeded")
            #expect(try start(other).status == 202)
            let shown = try user.get(Self.limits).json["storedBytes"]
            #expect(shown?["limit"] == 1_000_000 && shown?["used"]?.int ?? 0 > 1_000_000, "\(shown ?? .null)")
            #expect(shown?["countedAt"]?.string.flatMap { Timestamp($0) } != nil)
            // What is under way is not touched.
            try Wait.until("the run that waited ends") {
                _ = try user.send(
                    "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")],
                    body: JSON.object([
                        "specversion": "1.0", "id": .string(UUID().uuidString), "source": "/test", "type": "go",
                    ]).bytes)
                return try user.run(patient)["status"] == "completed"
            }
            let raised = try OperatorCommand(
                ["admin", "set-quota", tenant(of: user), "--stored-bytes", "10000000"], at: platform)
            #expect(raised.isSuccess, "\(raised)")
            #expect(try start(user).status == 202)
            #expect(!platform.log(of: "janitor").contains("cannot be counted"), "\(platform.log(of: "janitor"))")
        }
    }
}
