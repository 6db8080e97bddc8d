import ChildProcess
import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// What people send, and what services and models say, goes everywhere it can and into no log.
@Suite struct LogTests {
    private let mark = Marks()
    private let json = ("Content-Type", "application/json")

    @Test func `requests leave no trace of what they said`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try signIn(platform)
            try ask(client)
            try askBadly(platform, client)
            try askWhoIsAway(platform, client)
            try expectNoMark(in: platform)
            let requests = try #require(platform.logs.first { $0.key.hasSuffix("/requests.log") }?.value)
            let refused = try requests.split(separator: "\n").map { try JSON(parsing: $0.utf8)["status"]?.int }
            for status in [400, 404, 413, 414, 431, 502] { #expect(refused.contains(status), "\(status): \(requests)") }
            #expect(
                platform.log(of: "auth").contains("\"code\":\"invalid_credentials\""), "\(platform.log(of: "auth"))")
        }
    }

    @Test func `runs leave no trace of what they were about`() throws {
        let service = ScriptedServer { [mark = mark("service-answer")] request in
            request.path.hasSuffix("/drop") ? .dropped() : .text(mark, status: 500, headers: [("X-Reason", mark)])
        }
        let model = ScriptedServer([
            .json(["error": ["message": .string(mark("model-error"))]], status: 400),
            .json(["choices": [["message": ["content": .string(mark("model-answer"))]]]]),
            .text(mark("model-nonsense")),
        ])
        try Platform.run(model: "\(model.url)/v1") { (platform) throws in
            let client = try Client.registered(at: platform)
            try Database(platform.database).execute(
                "ALTER TABLE run_tasks ADD CONSTRAINT run_tasks_refused CHECK (name <> 'refused')")
            let agent: JSON = ["type": "object", "properties": ["a": ["type": "string"]], "required": ["a"]]
            try client.createAgent([
                "name": "judge", "instructions": .string(mark("instructions")), "outputSchema": agent,
            ])
            let tasks = faults(service.url)
            for (index, task) in tasks.enumerated() {
                try client.deploy(document("faulty\(index)", task))
                let run = try client.finished(client.start("test/faulty\(index)", input: payload("run-input")))
                #expect(run["status"] == "faulted", "\(task): \(run)")
            }
            try client.deploy(document("well", "set: {a: \(mark("set"))}"))
            _ = try client.finished(client.start("test/well", input: payload("run-input")))
            try disturb(platform, client)
            try expectNoMark(in: platform)
            let log = platform.log(of: "worker")
            #expect(log.contains("a run cannot be stored"), "\(log)")
            #expect(log.contains("the database does not answer"), "\(log)")
            #expect(service.requests.count >= 2)
            #expect(model.requests.count >= 3)
        }
    }

    @Test func `each line of the programs is one JSON object`() throws {
        try Platform.run { (platform) throws in
            _ = try Client.registered(at: platform).get("/api/v1/runs")
            for (program, key) in [("auth", "function"), ("workflows", "function"), ("worker", "program")] {
                // spawn-fcgi and runit have a word of their own.
                let lines = platform.log(of: program).split(separator: "\n").filter { $0.contains("{") }
                #expect(!lines.isEmpty)
                for line in lines {
                    let line = try JSON(parsing: line.utf8)
                    #expect(line[key]?.string == program)
                    for name in ["time", "level", "message"] {
                        #expect(line[name]?.string?.isEmpty == false, "\(line)")
                    }
                }
            }
        }
    }

    // MARK: Requests

    private func signIn(_ platform: Platform) throws {
        let anonymous = Client(url: platform.url)
        let account: JSON = [
            "email": .string("\(mark("email"))@example.com"), "password": .string(mark("password")),
            "tenant": .string(mark("tenant")),
        ]
        let session = try anonymous.post("/api/v1/auth/register", account)
        #expect(session.status == 201)
        // The same once more: the database says that it is there already.
        _ = try anonymous.post("/api/v1/auth/register", account)
        let wrong: JSON = [
            "email": account["email"] ?? .null, "password": .string(mark("wrong-password")),
        ]
        #expect(try anonymous.post("/api/v1/auth/login", wrong).status == 401)
        _ = try anonymous.post("/api/v1/auth/login", [mark("member"): .string(mark("value"))])
        _ = try anonymous.post("/api/v1/auth/refresh", ["refreshToken": .string(mark("refresh-token"))])
    }

    private func ask(_ client: Client) throws {
        let headers = [
            ("Cookie", "session=\(mark("cookie"))"), ("X-Api-Key", mark("key")), ("User-Agent", mark("user-agent")),
            ("Referer", "http://\(mark("referer"))/"), ("Idempotency-Key", mark("idempotency-key")),
            ("traceparent", "00-\(mark("traceparent"))-0-0"), ("X-Forwarded-For", mark("forwarded")),
        ]
        for path in [
            "/api/v1/runs/\(mark("path"))", "/api/v1/workflows/\(mark("namespace"))/\(mark("name"))",
            "/api/v1/agents/\(mark("agent"))", "/api/v1/runs?cursor=\(mark("cursor"))",
            "/api/v1/runs?\(mark("parameter"))=\(mark("argument"))", "/api/v1/agents/%ff\(mark("broken"))",
            "/\(mark("nowhere"))?\(mark("query"))", "/metrics?\(mark("metrics"))",
        ] {
            _ = try client.send("GET", path, headers: headers)
            for scheme in ["Bearer", "Basic"] {
                let anonymous = Client(url: client.url)
                _ = try anonymous.send(
                    "GET", path, headers: headers + [("Authorization", "\(scheme) \(mark("authorization"))")])
            }
        }
        _ = try client.send(
            "POST", "/api/v1/workflows", headers: [("Content-Type", "text/\(mark("type"))")],
            body: Array(mark("body").utf8))
        for document in [
            "document: {dsl: 1.0.3, namespace: test, name: a, version: 1.0.0}\ndo: [{a: {\(mark("keyword")): 1}}]",
            "{{ \(mark("yaml"))", document("bad", "set: {a: \"${ .a + + \(mark("expression")) }\"}"),
        ] {
            let answer = try client.send(
                "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")], body: Array(document.utf8)
            )
            #expect(answer.status == 422, "\(answer.text)")
        }
        _ = try client.post("/api/v1/agents", ["name": .string(mark("agent-name")), "instructions": 1])
        _ = try client.post("/api/v1/workflows/test/none/runs", ["input": payload("unstarted-input")])
        let secret: JSON = ["value": ["password": .string(mark("secret-value"))]]
        #expect(try client.put("/api/v1/secrets/\(mark("secret-name"))", secret).status == 201)
        _ = try client.put("/api/v1/secrets/-\(mark("bad-secret-name"))", secret)
        _ = try client.put("/api/v1/secrets/a", ["value": 1, mark("secret-member"): .string(mark("secret"))])
        _ = try client.send("DELETE", "/api/v1/secrets/\(mark("deleted-secret"))")
    }

    /// What nginx answers by itself.
    private func askBadly(_ platform: Platform, _ client: Client) throws {
        let long = String(repeating: "a", count: 20_000)
        let large = [UInt8](repeating: 0x20, count: 20_000_000)
        #expect(
            try client.send("POST", "/api/v1/workflows?\(mark("large"))", headers: [json], body: large).status == 413)
        #expect(try client.get("/api/v1/runs?cursor=\(mark("long"))\(long)").status == 414)
        #expect(
            try client.send("GET", "/api/v1/\(mark("head"))", headers: [("X-\(mark("header"))", mark("v") + long)])
                .status
                == 431)
        for arguments in [
            ["-H", "Host: \(mark("host")) \(mark("host"))"], ["-X", "GE T \(mark("method"))"],
            ["-H", "Content-Length: \(mark("length"))"],
        ] {
            _ = try ChildProcess.run(
                "curl", ["-s", "\(platform.url)/api/v1/\(mark("malformed"))"] + arguments, limit: .seconds(10))
        }
    }

    /// A function that has ended, and then the database.
    private func askWhoIsAway(_ platform: Platform, _ client: Client) throws {
        platform.mariadb.kill()
        _ = try client.put("/api/v1/secrets/a", ["value": .string(mark("no-database-secret"))])
        let path = "/api/v1/workflows/\(mark("no-database"))/x"
        #expect(try client.send("GET", path, headers: [("X-Key", mark("no-database-header"))]).status >= 500)
        _ = try client.post(
            "/api/v1/auth/login", ["email": .string("\(mark("no-database-email"))@example.com"), "password": "a"])
        platform.supervisor.stop()
        let away = try client.send(
            "GET", "/api/v1/runs/\(mark("away"))?cursor=\(mark("away-query"))",
            headers: [("Referer", "http://\(mark("away-referer"))/")])
        #expect(away.status == 502)
    }

    // MARK: Runs

    private func payload(_ place: String) -> JSON { ["secret": .string(mark(place))] }

    private func document(_ name: String, _ task: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}
        do:
          - \(name == "refused" ? name : mark("task")): {\(task)}
        """
    }

    /// Tasks that fail, each in another way.
    private func faults(_ service: String) -> [String] {
        func call(_ endpoint: String) -> String {
            "call: http, with: {method: post, endpoint: \"\(endpoint)\", headers: {Authorization: Bearer \(mark("call-header"))}, "
                + "body: {secret: \(mark("call-body"))}}"
        }
        return [
            call("\(service)/\(mark("call-path"))?key=\(mark("call-query"))"),
            call("\(service)/\(mark("call-path"))/drop"),
            call("http://127.0.0.1:1/\(mark("refused"))"),
            call("http://\(mark("user")):\(mark("secret"))@127.0.0.1:1/"),
            call("http://\(mark("unknown-host")).invalid/"), call("${ \\\"ftp://\(mark("scheme"))/\\\" }"),
            "raise: {error: {type: \"https://example.com/\(mark("type"))\", status: 400, title: \(mark("title")), "
                + "detail: \(mark("detail"))}}",
            "set: {a: \"${ error(\\\"\(mark("jq-error"))\\\") }\"}", "set: {a: \"${ .secret + 1 }\"}",
            "set: {a: \"${ def f: f; f | \\\"\(mark("jq-time"))\\\" }\"}",
            "call: agent, with: {agent: judge, input: \(mark("agent-input"))}",
            "call: agent, with: {agent: judge, input: \(mark("agent-input"))}",
            "call: agent, with: {agent: judge, input: \(mark("agent-input"))}",
            "call: agent, with: {agent: \(mark("no-agent")), input: a}",
            "do: [{refused: {set: {a: \(mark("unstorable"))}}}]",
        ]
    }

    /// The database and the worker go away while runs are under way.
    private func disturb(_ platform: Platform, _ client: Client) throws {
        let slow = ScriptedServer { _ in .json(["ok": true], delay: .milliseconds(300)) }
        try client.deploy(
            document("slow", "call: http, with: {method: get, endpoint: \"\(slow.url)/\(mark("slow"))\"}"))
        let first = try client.start("test/slow", input: payload("disturbed-input"))
        try #require(slow.waitForRequests(1))
        platform.mariadb.kill()
        try Wait.until("the worker notices") { platform.log(of: "worker").contains("the database does not answer") }
        try platform.mariadb.start()
        _ = try client.finished(first)
        let second = try client.start("test/slow", input: payload("disturbed-input"))
        try #require(slow.waitForRequests(2))
        try platform.supervisor.kill("daemons/worker/1")
        _ = try client.finished(second)
        platform.supervisor.stop()
    }

    private func expectNoMark(in platform: Platform) throws {
        let logs = platform.logs
        #expect(logs.count >= 6)
        for (file, text) in logs { #expect(mark.found(in: text) == [], "\(file)") }
    }
}
