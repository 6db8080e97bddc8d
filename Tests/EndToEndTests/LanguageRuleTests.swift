import HTTPClient
import JSON
import TestServers
import Testing

/// Rules of the language that need the world: answers, other runs, what is refused at deployment.
@Suite(.onePlatform) struct LanguageRuleTests {
    private func document(_ name: String, _ tasks: String, top: String = "") -> String {
        "document: {dsl: 1.0.3, namespace: test, name: \(name), version: 1.0.0}\n\(top)\ndo:\n\(tasks)"
    }

    @Test func `digest 9: a service that cannot be reached is a communication error 500`() throws {
        let gone = ScriptedServer([.json(1)])
        gone.stop()
        let client = try Client.newTenant()
        try client.deploy(
            document("gone", "  - c: {call: http, with: {method: get, endpoint: '\(gone.url)/a?key=private'}}"))
        let error = try client.finished(client.start("test/gone"))["error"]
        #expect(error?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/communication")
        #expect(error?["status"] == 500)
        #expect(error?["instance"] == "/do/0/c")
        #expect(error?["title"]?.string?.isEmpty == false)
        #expect(error?["detail"]?.string?.contains("private") == false)
    }

    @Test func `digest A8: a redirect is an error, or is followed`() throws {
        let service = ScriptedServer { request in
            request.path == "/old" ? .text("", status: 302, headers: [("Location", "/new")]) : .json(["at": "new"])
        }
        let client = try Client.newTenant()
        func call(_ redirect: Bool) -> String {
            "  - c: {call: http, with: {method: get, endpoint: '\(service.url)/old', redirect: \(redirect)}}"
        }
        try client.deploy(document("stays", call(false)))
        try client.deploy(document("follows", call(true)))
        #expect(try client.finished(client.start("test/stays"))["error"]?["status"] == 302)
        #expect(try client.finished(client.start("test/follows"))["output"] == ["at": "new"])
    }

    @Test func `digest 8: a workflow's input is checked by its own schema, and its fault is the task's`() throws {
        let client = try Client.newTenant()
        try client.deploy(
            document(
                "strict", "  - a: {set: '${ . }'}", top: "input: {schema: {document: {type: object, required: [n]}}}"))
        func parent(_ input: String) -> String {
            "  - r: {run: {workflow: {namespace: test, name: strict, version: 1.0.0, input: \(input)}}}"
        }
        try client.deploy(document("good", parent("{n: 1}")))
        try client.deploy(document("bad", parent("{m: 1}")))
        #expect(try client.finished(client.start("test/good"))["output"] == ["n": 1])
        let error = try client.finished(client.start("test/bad"))["error"]
        #expect(error?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/validation")
        #expect(error?["instance"] == "/do/0/r")
    }

    @Test func `digest 8: latest is the highest version, not the newest`() throws {
        let client = try Client.newTenant()
        func version(_ number: String) -> String {
            document("many", "  - a: {set: {is: '\(number)'}}").replacing("version: 1.0.0", with: "version: \(number)")
        }
        for number in ["1.10.0", "1.9.0", "2.0.0-rc.1"] { try client.deploy(version(number)) }
        try client.deploy(
            document("asks", "  - r: {run: {workflow: {namespace: test, name: many, version: latest}}}"))
        #expect(try client.finished(client.start("test/asks"))["output"] == ["is": "2.0.0-rc.1"])
    }

    @Test func `digest 4: a program that does not compile is refused when it is deployed, with its line`() throws {
        let answer = try Client.newTenant().send(
            "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")],
            body: Array(document("wrong", "  - a: {set: {x: '${ .a | nosuch(1) }'}}").utf8))
        #expect(answer.problem == "workflow_invalid")
        #expect(try answer.json["errors"]?[0]?["pointer"] == "/do/0/a/set/x")
        #expect(try answer.json["errors"]?[0]?["line"] == 4)
    }
}
