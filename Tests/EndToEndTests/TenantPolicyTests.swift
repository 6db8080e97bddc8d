import Database
import Foundation
import HTTPClient
import JSON
import Redis
import TestServers
import Testing

/// Policies as the API takes them, and what they mean for runs.
@Suite struct TenantPolicyTests {
    private static let path = "/api/v1/tenant/policy"

    @Test func `a policy is shown, changed as it was read, and another tenant's stays`() throws {
        try Platform.run { (platform) throws in
            let admin = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            let first = try admin.get(Self.path)
            #expect(try first.json["source"] == "installation")
            #expect(try first.json["outboundAllow"] == ["127.0.0.0/8", "::1"])
            #expect(try first.json["processes"] == ["shell", "script"])
            #expect(try first.json["permitted"]?["outboundAllow"] == ["0.0.0.0/0", "::/0"])
            let tag = try #require(first.header("ETag"))
            #expect(try admin.send("GET", Self.path, headers: [("If-None-Match", tag)]).status == 304)

            let policy: JSON = ["outboundAllow": ["10.0.0.0/8", "DB.internal"], "processes": [], "concurrentRuns": 3]
            let changed = try put(policy, by: admin, [("If-Match", tag)])
            #expect(changed.status == 200, "\(changed.text)")
            #expect(try changed.json["outboundAllow"] == ["10.0.0.0/8", "db.internal"])
            #expect(try changed.json["source"] == "tenant")
            #expect(try put(policy, by: admin, [("If-Match", tag)]).problem == "precondition_failed")
            let shown = try admin.get(Self.path)
            #expect(try shown.json == changed.json)
            #expect(shown.header("ETag") == changed.header("ETag"))
            #expect(try other.get(Self.path).json["source"] == "installation")
        }
    }

    @Test func `everything that is wrong is named, and only admins change a policy`() throws {
        try Platform.run(variables: ["OUTBOUND_CEILING": "10.0.0.0/8", "PROCESSES_CEILING": "script"]) {
            (platform) throws in
            let admin = try Client.registered(at: platform)
            let wrong = try put(
                [
                    "outboundAllow": ["10.0.0.1/8", "10.1.0.0/16", "192.168.0.0/16", "a b"],
                    "processes": ["script", "shell", "perl"], "concurrentRuns": 0,
                ], by: admin)
            #expect(wrong.problem == "policy_invalid", "\(wrong.text)")
            #expect(
                try wrong.json["errors"]?.array?.map { $0["pointer"] } == [
                    "/outboundAllow/0", "/outboundAllow/2", "/outboundAllow/3", "/processes/1", "/processes/2",
                    "/concurrentRuns",
                ], "\(wrong.text)")
            let many = try put(
                ["outboundAllow": .array((0...100).map { .string("10.0.0.\($0)") }), "processes": []], by: admin)
            #expect(many.problem == "policy_invalid", "\(many.text)")
            #expect(try put(["processes": []], by: admin).problem == "invalid_body")

            try platform.mariadb.run("UPDATE \(platform.database.database).members SET role = 'developer'")
            // It remembers the role.
            try Redis(platform.redis.configuration).send("FLUSHALL")
            #expect(try admin.get(Self.path).status == 200)
            #expect(try put(["outboundAllow": [], "processes": []], by: admin).problem == "permission_denied")
        }
    }

    @Test func `runs connect where the policy lets them, within seconds of a change`() throws {
        let service = ScriptedServer { request in
            request.target == "/away"
                ? .text("", status: 302, headers: [("Location", "http://127.0.0.2:\(request.header("Port") ?? "")/")])
                : .json(["here": true])
        }
        defer { service.stop() }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let other = try Client.registered(at: platform)
            for client in [client, other] { try client.deploy(workflow(service.port)) }
            #expect(try run(client, "http://127.0.0.1:\(service.port)/")["output"] == ["here": true])

            #expect(try put(["outboundAllow": ["127.0.0.1"], "processes": []], by: client).status == 200)
            for url in [
                "http://127.0.0.2:\(service.port)/", "http://2130706434:\(service.port)/",
                "http://[::1]:\(service.port)/", "http://127.0.0.1:\(service.port)/away",
                "http://[::ffff:127.0.0.2]:\(service.port)/",
            ] {
                let refused = try refusal(client, url)
                #expect(refused["status"] == "faulted", "\(url) \(refused)")
                let error = try #require(refused["error"])
                #expect(error["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/communication")
                #expect(error["status"] == 403, "\(error)")
                #expect(error["detail"]?.string?.contains("loopback") == true, "\(error)")
                #expect(error["detail"]?.string?.contains("policy of the tenant") == true, "\(error)")
            }
            #expect(try run(client, "http://127.0.0.1:\(service.port)/")["output"] == ["here": true])
            #expect(try run(other, "http://127.0.0.1:\(service.port)/")["output"] == ["here": true])

            // Over connections that the worker keeps for the other tenant.
            #expect(try put(["outboundAllow": [], "processes": []], by: client).status == 200)
            for host in ["127.0.0.1", "localhost", "0x7f.1"] {
                _ = try refusal(client, "http://\(host):\(service.port)/")
                #expect(try run(other, "http://\(host):\(service.port)/")["output"] == ["here": true])
            }
        }
    }

    private func workflow(_ port: Int) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: call, version: 1.0.0}
        do:
          - ask:
              call: http
              with: {method: get, redirect: true, endpoint: "${ .url }", headers: {Port: "\(port)"}}
        """
    }

    private func run(_ client: Client, _ url: String) throws -> JSON {
        try client.finished(client.start("test/call", input: ["url": .string(url)]))
    }

    /// The run when it is refused: each thread of a worker goes by the policy of before for some seconds.
    private func refusal(_ client: Client, _ url: String) throws -> JSON {
        var last = JSON.null
        try Wait.until("\(url) is refused") {
            last = try run(client, url)
            return last["error"]?["status"] == 403
        }
        return last
    }

    private func put(_ policy: JSON, by client: Client, _ headers: [(String, String)] = []) throws -> HTTPResponse {
        try client.send(
            "PUT", Self.path, headers: [("Content-Type", "application/json")] + headers, body: policy.bytes)
    }
}
