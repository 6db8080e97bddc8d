import HTTPClient
import JSON
import Synchronization
import TestServers
import Testing

/// Definitions that stand elsewhere: fetched when a workflow is deployed, and kept with its version.
@Suite struct CatalogTests {
    private static let greet = """
        input: {schema: {document: {required: [name]}}}
        set: {said: 'Hello ${ .name }'}
        """

    @Test func `a version keeps what it was deployed with, and no run fetches it`() throws {
        let text = Mutex(Self.greet)
        let service = ScriptedServer { request in
            switch request.path {
            case "/catalog/functions/greet/1.0.0/function.yaml": .text(text.withLock { $0 })
            case "/in.json": .json(["type": "object", "required": ["name"]])
            default: .text("", status: 404)
            }
        }
        defer { service.stop() }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let document = Self.document(
                "use: {catalogs: {mine: {endpoint: '\(service.url)/catalog'}}}",
                "input: {schema: {resource: {endpoint: '\(service.url)/in.json'}}}", call: "greet:1.0.0@mine")
            #expect(try deploy(document, client).status == 201)
            #expect(service.requests.count == 2)
            let output = try client.finished(client.start("test/uses", input: ["name": "Ada"]))["output"]
            #expect(output == ["said": "Hello Ada"])

            text.withLock { $0 = "set: {said: changed}" }
            #expect(try deploy(document, client).status == 200, "the same document is the same version")
            #expect(
                try client.finished(client.start("test/uses", input: ["name": "Bob"]))["output"] == [
                    "said": "Hello Bob"
                ])
            #expect(service.requests.count == 2)
            let invalid = try client.finished(client.start("test/uses"))
            #expect(invalid["error"]?["type"] == "https://serverlessworkflow.io/spec/1.0.0/errors/validation")

            let shown = try client.get("/api/v1/workflows/test/uses").json
            #expect(
                shown["resources"]?.array?.map { $0["address"] } == [
                    .string("\(service.url)/in.json"),
                    .string("\(service.url)/catalog/functions/greet/1.0.0/function.yaml"),
                ])
            #expect(shown["resources"]?[1]?["text"] == .string(Self.greet))

            let next = document.split(separator: "version: 1.0.0").joined(separator: "version: 1.1.0")
            #expect(try deploy(next, client).status == 201)
            #expect(
                try client.finished(client.start("test/uses", input: ["name": "Ada"]))["output"] == ["said": "changed"])
            #expect(
                try deploy(document + "\n# other", client).problem == "version_exists", "it fetches nothing for that")
            #expect(service.requests.count == 4)
        }
    }

    @Test func `the catalog of the installation is its default`() throws {
        let service = ScriptedServer { request in
            request.path == "/c/functions/greet/1.0.0/function.yaml" ? .text(Self.greet) : .text("", status: 404)
        }
        defer { service.stop() }
        try Platform.run(variables: ["DEFAULT_CATALOG": "\(service.url)/c/"]) { (platform) throws in
            let client = try Client.registered(at: platform)
            #expect(try deploy(Self.document(call: "greet:1.0.0@default"), client).status == 201)
            let run = try client.finished(client.start("test/uses", input: ["name": "Ada"]))
            #expect(run["output"] == ["said": "Hello Ada"], "\(run)")
        }
    }

    @Test func `what cannot be fetched is told with place, address and what to write`() throws {
        let service = ScriptedServer { request in
            let number = Int(request.path.dropFirst()) ?? 0
            switch request.path {
            case "/large": return .text("set: {a: \(String(repeating: "x", count: 256 * 1_024))}")
            case "/binary": return ScriptedAnswer(body: [0xFF, 0xFE])
            case "/wrong": return .text("do:\n  - a: {sett: {b: 1}}")
            case "/away": return .text("", status: 302, headers: [("Location", "http://127.0.0.2:1/")])
            case "/inner": return .text("set: {b: '${ 1 + }'}")
            case "/missing": return .text("", status: 404)
            case "/many":
                return .text(
                    "do: [\((1...40).map { "{t\($0): {call: 'http://\(request.header("Host") ?? "")/s\($0)'}}" }.joined(separator: ", "))]"
                )
            case let path where path.hasPrefix("/s"): return .text("set: {a: 1}")
            // Each uses the next one, for ever.
            default: return .text("do: [{t: {call: 'http://\(request.header("Host") ?? "")/\(number + 1)'}}]")
            }
        }
        defer { service.stop() }
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            #expect(
                try client.put("/api/v1/tenant/policy", ["outboundAllow": ["127.0.0.1"], "processes": []]).status == 200
            )
            for (path, message) in [
                (
                    "/missing",
                    "answered with status 404; correct the address, or define the function in `use.functions`"
                ),
                ("/large", "larger than 262144 bytes"), ("/binary", "no text in UTF-8"),
                ("/wrong", "in `\(service.url)/wrong`, at /do/0/a/sett (line 2): unknown property `sett`"),
                ("/away", "an admin adds it to outboundAllow"),
                ("/inner", "in \(service.url)/inner: not a jq expression"),
                ("/many", "more than 32 definitions"), ("/1", "deeper than 8 levels"),
            ] {
                let answer = try deploy(Self.document(call: service.url + path), client)
                #expect(answer.problem == "workflow_invalid", "\(path): \(answer.text)")
                let errors = try answer.json["errors"]?.array ?? []
                #expect(errors.count == 1)
                #expect(errors.first?["message"]?.string?.contains(message) == true, "\(path): \(answer.text)")
                #expect(errors.first?["pointer"] == "/do/0/use/call")
                #expect(errors.first?["line"] == 5)
            }
            let other = try deploy(Self.document(call: "http://127.0.0.2:\(service.port)/s1"), client)
            #expect(other.text.contains("loopback"), "\(other.text)")
            let none = try deploy(Self.document(call: "greet:1.0.0@default"), client)
            #expect(none.text.contains("this installation has no catalog `default`"), "\(none.text)")
            let closed = try deploy(Self.document(call: "http://127.0.0.1:1/f.yaml"), client)
            #expect(closed.text.contains("GET http://127.0.0.1:1/f.yaml: no answer"), "\(closed.text)")
            #expect(try client.get("/api/v1/workflows").json["items"] == [])
        }
    }

    /// The task that calls stands in line 5.
    private static func document(_ use: String = "# nothing", _ input: String = "# any", call: String) -> String {
        """
        document: {dsl: 1.0.3, namespace: test, name: uses, version: 1.0.0}
        \(use)
        \(input)
        do:
          - use: {call: '\(call)', with: {name: '${ .name }'}}
        """
    }

    private func deploy(_ document: String, _ client: Client) throws -> HTTPResponse {
        try client.send(
            "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")], body: Array(document.utf8))
    }
}
