import HTTPClient
import JSON
import TestServers
import Testing

/// What clients see while a server is away, and that everything goes on afterwards.
@Suite struct OutageTests {
    private static let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: patient, version: 1.0.0}
        do:
          - first: {call: http, with: {method: get, endpoint: "http://127.0.0.1:PORT/"}}
          - second: {set: {done: true}}
        """

    @Test func `without MariaDB every answer is a 503 that says when to come again, and then all goes on`() throws {
        let service = ScriptedServer([.json(["ok": true])])
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.deploy(Self.workflow.replacing("PORT", with: "\(service.port)"))
            #expect(try client.finished(client.start("test/patient"))["status"] == "completed")

            platform.mariadb.kill()
            for _ in 0..<20 {
                for path in ["/api/v1/runs", "/api/v1/workflows/test/patient", "/api/v1/agents", "/api/v1/auth/me"] {
                    let answer = try client.get(path)
                    #expect(answer.status == 503, "\(path): \(answer.status) \(answer.text)")
                    #expect(answer.problem == "database_unavailable")
                    #expect(answer.header("Retry-After") == "1")
                }
            }
            let start = try client.post("/api/v1/workflows/test/patient/runs", [:])
            #expect(start.status == 503)
            #expect(start.header("Retry-After") == "1")
            let login = try Client(url: platform.url).post(
                "/api/v1/auth/login", ["email": "a@example.com", "password": "correct horse battery"])
            #expect(login.problem == "database_unavailable")

            try platform.mariadb.start()
            #expect(try client.get("/api/v1/runs").json["items"]?.array?.count == 1)
            #expect(try client.finished(client.start("test/patient"))["output"] == ["done": true])
        }
    }
    @Test func `a load balancer learns whether MariaDB and Redis can be used`() throws {
        try Platform.run { (platform) throws in
            let anyone = Client(url: platform.url)
            let healthy = try anyone.get("/health")
            #expect(healthy.status == 200)
            #expect(try healthy.json == ["status": "ok"])

            platform.mariadb.kill()
            #expect(try anyone.get("/health").problem == "database_unavailable")
            try platform.mariadb.start()
            #expect(try anyone.get("/health").status == 200)

            platform.redis.kill()
            let without = try anyone.get("/health")
            #expect(without.status == 503)
            #expect(without.problem == "redis_unavailable")
        }
    }
}
