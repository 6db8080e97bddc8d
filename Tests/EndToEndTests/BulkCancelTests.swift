import HTTPClient
import JSON
import TestServers
import Testing

/// Cancelling many runs at once, and the commands for it.
@Suite struct BulkCancelTests {
    private static let waits = """
        document: {dsl: 1.0.3, namespace: test, name: waits, version: 1.0.0}
        do: [{only: {wait: {hours: 1}}}]

        """

    @Test func `runs are cancelled by a filter, and another tenant's stay`() throws {
        let service = ScriptedServer { _ in .json([:], delay: .seconds(50)) }
        try Platform.run { (platform) throws in
            let (client, stranger) = (try Client.registered(at: platform), try Client.registered(at: platform))
            try client.deploy(Self.waits)
            try stranger.deploy(Self.waits)
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: calls, version: 1.0.0}
                do: [{only: {call: http, with: {method: get, endpoint: "\(service.url)"}}}]
                """)
            let waiting = try (0..<3).map { _ in try client.start("test/waits") }
            let calling = try client.start("test/calls")
            let foreign = try stranger.start("test/waits")
            for id in waiting { try client.wait(for: id, "waiting") }
            try stranger.wait(for: foreign, "waiting")
            try #require(service.waitForRequests(1, limit: Wait.limit))
            let some = try client.post("/api/v1/runs/cancel", ["workflow": "test/waits", "statuses": ["waiting"]])
            #expect(try some.json == ["cancelled": 3, "requested": 0, "more": false], "\(some.text)")
            for id in waiting { #expect(try client.run(id)["status"] == "cancelled") }
            let rest = try client.post("/api/v1/runs/cancel", ["createdAfter": "2020-01-01T00:00:00+01:00"])
            #expect(try rest.json == ["cancelled": 0, "requested": 1, "more": false], "\(rest.text)")
            #expect(try client.finished(calling)["status"] == "cancelled")
            #expect(try stranger.run(foreign)["status"] == "waiting")

            let wrong: [(JSON, [String])] = [
                ([:], [""]), (["workflow": nil], [""]), (["workflow": "waits"], ["/workflow"]),
                (["version": "1.0.0"], ["/version"]), (["statuses": []], ["/statuses"]),
                (["statuses": ["waiting", "completed"]], ["/statuses/1"]),
                (
                    ["createdBefore": "yesterday", "createdAfter": "9999-12-31T23:59:59-12:00"],
                    ["/createdAfter", "/createdBefore"]
                ),
                (["status": "waiting"], ["/status"]),
            ]
            for (body, pointers) in wrong {
                let answer = try client.post("/api/v1/runs/cancel", body)
                #expect(answer.status == 422 && answer.problem == "invalid_body", "\(answer.text)")
                #expect(try answer.json["errors"]?.array?.map { $0["pointer"]?.string } == pointers, "\(answer.text)")
            }
        }
    }

    @Test func `runs are suspended, resumed and cancelled from the command line`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                let registered = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "shop",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(registered.code == 0, "\(registered)")
                #expect(try user("workflow", "deploy", "-", input: Self.waits).code == 0)
                func start() throws -> String {
                    try user("run", "start", "test/waits", "--quiet").output.trimmingPrefix { $0.isWhitespace }
                        .split(separator: "\n").joined()
                }
                func status(_ id: String) throws -> JSON? {
                    try JSON(parsing: user("run", "show", id, "--json").output)["status"]
                }
                let ids = [try start(), try start()]
                for id in ids { try Wait.until("\(id) waits") { try status(id) == "waiting" } }
                let suspended = try user("run", "suspend", ids[0], "--deadline", "5")
                #expect(suspended.code == 0 && suspended.output.hasPrefix("Suspended."), "\(suspended)")
                #expect(try status(ids[0]) == "suspended")
                #expect(try user("run", "resume", ids[0]).code == 0)
                try Wait.until("\(ids[0]) waits") { try status(ids[0]) == "waiting" }
                #expect(try user("run", "suspend", ids[0], "--deadline", "-1").code == 2)
                #expect(try user("run", "suspend", ids[0], "--deadline", "4000").code == 5)

                let refused = try user("run", "cancel", "--workflow", "test/waits", input: "no\n")
                #expect(refused.code == 2 && refused.error.contains("workflow test/waits?"), "\(refused)")
                #expect(try status(ids[1]) == "waiting")
                let cancelled = try user(
                    "run", "cancel", "--workflow", "test/waits", "--status", "waiting", "--status", "suspended",
                    input: "y\n")
                #expect(cancelled.code == 0 && cancelled.output == "Cancelled 2.\n", "\(cancelled)")
                for id in ids { #expect(try status(id) == "cancelled") }
                let none = try user("run", "cancel", "--created-before", "2020-01-01T00:00:00Z", "--yes", "--json")
                #expect(try JSON(parsing: none.output) == ["cancelled": 0, "requested": 0], "\(none)")
                #expect(try user("run", "cancel").code == 2)
                #expect(try user("run", "cancel", ids[0], "--status", "waiting").code == 2)
            }
        }
    }
}
