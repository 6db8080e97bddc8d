import Database
import Identity
import JSON
import Redis
import TestServers
import Testing

/// The platform works as the users that its manifests make, and as nobody else.
@Suite struct PrivilegeTests {
    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: plain, version: 1.0.0}
        do:
          - greet: {set: {greeting: hello}}
        """

    @Test func `each program connects as itself, to the database and to Redis`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(workflow)
            let run = try client.finished(client.start("test/plain", input: [:]))
            #expect(run["status"] == "completed", "\(run)")
            _ = try client.send("GET", "/api/v1/agents")
            _ = try client.send("GET", "/api/v1/secrets")
            _ = try client.send("GET", "/api/v1/tenant/policy")
            _ = try client.send("GET", "/api/v1/audit")
            _ = try client.send("GET", "/api/v1/tenant/export")
            _ = try client.send("GET", "/metrics")
            _ = try client.send(
                "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")],
                body: Array(#"{"specversion": "1.0", "id": "1", "source": "/", "type": "t"}"#.utf8))

            let programs: Set = [
                "intelligentic_auth", "intelligentic_agents", "intelligentic_workflows", "intelligentic_metrics",
                "intelligentic_events", "intelligentic_secrets", "intelligentic_tenants", "intelligentic_worker",
                "intelligentic_audit", "intelligentic_auditor", "intelligentic_exports",
            ]
            let database = try Database(platform.database).query(
                "SELECT DISTINCT user AS name FROM information_schema.processlist WHERE db = \(platform.database.database)"
            )
            let names = Set(try database.map { try $0.get("name", as: String.self) })
            #expect(
                names.subtracting([platform.database.user, "intelligentic_notifier", "intelligentic_janitor"])
                    == programs)

            let clients = try #require(try Redis(platform.redis.configuration).send("CLIENT", "LIST").string)
            let users = Set(clients.matches(of: /\buser=(\S+)/).map { String($0.1) })
            // What makes a chain must not depend on what may be lost.
            #expect(users.subtracting(["tests"]) == programs.subtracting(["intelligentic_auditor"]))
        }
    }
}
