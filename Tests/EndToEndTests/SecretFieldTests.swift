import Database
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// Fields that a schema marks secret: the run works with them, and nobody sees them.
@Suite struct SecretFieldTests {
    private static let password = "sesame-7711-open"
    private static let token = "tok-9911-granted"
    private static let inner = "inner-3355-key"
    private static let values = [password, token, inner, "4815162342"]

    private static func workflow(_ url: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: marked, version: 1.0.0}
        input:
          schema:
            document:
              type: object
              properties:
                user: {type: string}
                login: {$ref: '#/$defs/login'}
                flag: {writeOnly: true}
                pins: {type: array, items: {type: integer, format: password}}
              $defs:
                login: {allOf: [{type: object}, {properties: {password: {type: string, writeOnly: true}}}]}
        do:
          - login:
              call: http
              with: {method: post, endpoint: '\(url)/login', body: {password: '${ .login.password }', pin: '${ .pins[0] }'}}
              output: {schema: {document: {properties: {token: {format: password}, short: {writeOnly: true}}}}}
              export: {as: '{token: .token}'}
          - tell:
              emit: {event: {with: {source: /test, type: test.told, data: {key: '${ $context.token }'}}}}
          - child:
              input: {from: '{key: $workflow.input.login.password, plain: $workflow.input.login.password}'}
              run: {workflow: {namespace: test, name: child, version: latest, input: '${ . }'}}
          - pause: {listen: {to: {one: {with: {type: test.go}}}}}
          - use:
              try:
                - deny:
                    call: http
                    with:
                      method: post
                      endpoint: '${ "\(url)/use/" + $context.token }'
                      headers: {x-token: '${ $context.token }'}
                      body: {password: '${ $workflow.input.login.password }'}
              catch: {as: e, do: [{saw: {set: {why: '${ $e.detail }'}}}]}
          - report:
              if: '"it is " + $workflow.input.login.password'
              set: {flag: true, says: '${ "it is " + $workflow.input.login.password }', coded: '${ $context.token | @base64 }'}
        output: {schema: {document: {properties: {flag: {writeOnly: true}}}}}
        """
    }

    private static func child(_ url: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: child, version: 1.0.0}
        input: {schema: {document: {properties: {key: {writeOnly: true}}}}}
        do:
          - send: {call: http, with: {method: post, endpoint: '\(url)/child', body: '${ . }'}}
          - answer: {set: {granted: '${ "inner-" + "3355-key" }'}, output: {schema: {document: {properties: {granted: {writeOnly: true}}}}}}
        """
    }

    private static let input: JSON = [
        "user": "ada", "login": ["password": .string(password), "note": "seen"], "flag": true, "pins": [4815162342],
    ]

    private static func service() -> ScriptedServer {
        ScriptedServer { request in
            switch request.path {
            case "/login": .json(["token": .string(token), "short": 7, "user": "ada"])
            case "/child": .json([:])
            default: .text("denied", status: 403)
            }
        }
    }

    private func allEvents(_ platform: Platform) throws -> String {
        try Database(platform.database).query("SELECT event FROM events ORDER BY id").map {
            try $0.get("event", as: String.self)
        }.joined(separator: "\n")
    }

    private func export(_ client: Client) throws -> [JSON] {
        var (items, cursor): ([JSON], String?) = ([], nil)
        repeat {
            let page = try client.get("/api/v1/tenant/export\(cursor.map { "?cursor=\($0)" } ?? "")").json
            items += page["items"]?.array ?? []
            cursor = page["nextCursor"]?.string
        } while cursor != nil
        return items
    }

    private func expectNone(_ text: String, _ what: String) {
        for value in Self.values { #expect(!text.contains(value), "\(what) has \(value): \(text)") }
    }

    @Test func `a run works with what a schema marks secret, also after its worker died, and nobody sees it`() throws {
        let service = Self.service()
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let policy: JSON = ["outboundAllow": ["127.0.0.0/8"], "processes": [], "lifecycleEvents": "all"]
            #expect(try client.put("/api/v1/tenant/policy", policy).status == 200)
            try client.deploy(Self.child(service.url))
            try Wait.until("the policy is in force") {
                _ = try client.finished(client.start("test/child", input: ["key": "probe"]))
                return try allEvents(platform).contains("io.serverlessworkflow.task")
            }
            try client.deploy(Self.workflow(service.url))
            let path = "/api/v1/workflows/test/marked/runs"
            let key = ("Idempotency-Key", "once")
            let body: JSON = ["input": Self.input]
            let started = try client.send(
                "POST", path, headers: [key, ("Content-Type", "application/json")], body: body.bytes)
            let again = try client.send(
                "POST", path, headers: [key, ("Content-Type", "application/json")], body: body.bytes)
            let id = try #require(try started.json["id"]?.string)
            try Wait.until("it listens") { try client.run(id)["waitingFor"]?["items"]?[0]?["kind"] == "event" }
            for answer in [started, again, try client.get("/api/v1/runs/\(id)")] {
                expectNone(answer.text, "the answer")
                let shown = try answer.json["input"]
                #expect(
                    shown == [
                        "user": "ada", "login": ["password": "***", "note": "seen"], "flag": "***", "pins": ["***"],
                    ], "\(answer.text)")
            }
            try platform.supervisor.kill("daemons/worker/1")
            let event: JSON = ["specversion": "1.0", "id": "1", "source": "/s", "type": "test.go"]
            _ = try client.send(
                "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: event.bytes
            )
            let run = try client.finished(id)
            #expect(run["status"] == "completed", "\(run)")
            #expect(run["output"] == ["flag": "***", "says": "it is ***", "coded": "***"], "\(run)")

            let requests = service.requests
            let login = try #require(requests.first { $0.path == "/login" })
            #expect(try JSON(parsing: login.body) == ["password": .string(Self.password), "pin": 4815162342])
            let use = try #require(requests.first { $0.path.hasPrefix("/use") })
            #expect(use.header("x-token") == Self.token)
            #expect(try JSON(parsing: use.body) == ["password": .string(Self.password)])
            // Only where the other workflow marks it, too.
            let child = try #require(requests.last { $0.path == "/child" })
            #expect(try JSON(parsing: child.body) == ["key": .string(Self.password), "plain": "***"])

            let tasks = try client.tasks(of: id)
            let first = try #require(tasks.first { $0["name"] == "login" })
            #expect(first["output"] == ["token": "***", "short": "***", "user": "ada"], "\(first)")
            expectNone(JSON.array(tasks).text, "the tasks")
            #expect(tasks.first { $0["name"] == "saw" }?["output"]?["why"]?.string?.contains("***") == true)
            try Wait.until("all is told") { try allEvents(platform).contains("\(id)-completed") }
            expectNone(try allEvents(platform), "an event")
            let runs = try client.get("/api/v1/runs").json["items"]?.array ?? []
            for other in runs {
                let id = try #require(other["id"]?.string)
                expectNone(try client.run(id).text + JSON.array(client.tasks(of: id)).text, "a run")
            }
            let items = try export(client)
            expectNone(JSON.array(items).text, "the export")
            #expect(items.first { $0["table"] == "journal" }?["row"]?["entry"] == "***")
            #expect(items.filter { $0["table"] == "runs" }.contains { $0["row"]?["input"]?["user"] == "ada" })
            for (file, text) in platform.logs { expectNone(text, file) }
        }
    }

    @Test func `errors and the command line show none, and a run of many values ends with the limit`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let document = """
                    document: {dsl: 1.0.3, namespace: test, name: fails, version: 1.0.0}
                    input: {schema: {document: {properties: {keys: {type: array, items: {writeOnly: true}}}}}}
                    do:
                      - wrong: {raise: {error: {type: about:blank, status: 400, detail: '${ "not " + .keys[0] }'}}}
                    """
                #expect(try user("workflow", "deploy", "-", input: document).code == 0)
                let input: JSON = ["keys": [.string(Self.password)]]
                let started = try user("run", "start", "test/fails", "--quiet", "--input", input.text)
                let id = started.output.filter { $0 != "\n" }
                let results = [
                    try user("run", "watch", id), try user("run", "show", id), try user("run", "show", id, "--json"),
                ]
                let shown = results.map { $0.output + $0.error }.joined()
                #expect(shown.contains("not ***"), "\(shown)")
                expectNone(shown, "the command line")
                let many: JSON = ["keys": .array((0...1_000).map { .string("key-\($0)-\(Self.password)") })]
                let large = try user("run", "start", "test/fails", "--quiet", "--input", many.text)
                let other = large.output.filter { $0 != "\n" }
                _ = try user("run", "watch", other)
                let ended = try user("run", "show", other, "--json").output
                #expect(ended.contains("1000 different values"), "\(ended)")
                expectNone(ended, "the command line")
            }
        }
    }
}
