import ChildProcess
import Foundation
import HTTPClient
import JSON
import JSONSchema
import TestServers
import Testing

/// The description of the API tells the truth.
@Suite struct APIDescriptionTests {
    @Test func `the document is OpenAPI 3.1`() throws {
        let description = try APIDescription.shared.get()
        try TestServers.temporaryDirectory { (directory) throws in
            let file = "\(directory)/openapi.json"
            try description.document.text.write(toFile: file, atomically: true, encoding: .utf8)
            let (status, output, error) = try ChildProcess.run(
                TestServers.testTool("openapi-spec-validator"), [file], limit: .seconds(60))
            #expect(status.isSuccess, "\(String(decoding: output + error, as: UTF8.self))")
        }
    }

    @Test func `examples have the form that their schemas describe`() throws {
        let description = try APIDescription.shared.get()
        var count = 0
        func check(_ example: JSON?, _ schema: JSON?, _ name: String) throws {
            guard let example, let schema else { return }
            count += 1
            let issues = try description.checked(schema, named: "example \(name)").issues(example)
            #expect(issues.isEmpty, "\(name)")
        }
        for operation in description.operations {
            for parameter in operation.parameters(in: "path") + operation.parameters(in: "query") {
                try check(
                    parameter["example"], parameter["schema"],
                    "\(operation.id) \(parameter["name"]?.string ?? "")")
            }
            for (type, content) in operation.json["requestBody"]?["content"]?.object ?? [:] {
                let examples = content["examples"]?.object ?? [:]
                #expect(!examples.isEmpty, "\(operation.id) has no example of \(type)")
                for (name, example) in examples {
                    try check(example["value"], content["schema"], "\(operation.id) \(type) \(name)")
                }
            }
            for status in (operation.json["responses"]?.object ?? [:]).keys {
                let content = description.response(Int(status) ?? 0, of: operation)?["content"]?["application/json"]
                if let content { #expect(content["example"] != nil, "\(operation.id) \(status) has no example") }
                try check(content?["example"], content?["schema"], "\(operation.id) \(status)")
            }
        }
        #expect(count > description.operations.count)
    }

    @Test func `the examples work, one after the other`() throws {
        try Platform.run { (platform) throws in
            // A run that nobody takes can be cancelled.
            try platform.supervisor.signal(SIGSTOP, "daemons/worker")
            var examples = try APIExamples(APIDescription.shared.get(), platform)
            let failures = try examples.failures()
            #expect(failures.isEmpty)
        }
    }

    @Test func `nginx serves the description and an explorer that loads nothing from elsewhere`() throws {
        try Platform.run { (platform) throws in
            let client = Client(url: platform.url)
            let document = try client.get("/api/openapi.json")
            #expect(document.header("Content-Type") == "application/json")
            #expect(try document.json["paths"] == APIDescription.shared.get().document["paths"])
            let tag = try #require(document.header("ETag"))
            let again = try client.send("GET", "/api/openapi.json", headers: [("If-None-Match", tag)])
            #expect(again.status == 304)
            #expect(try client.post("/api/openapi.json", [:]).problem == "method_not_allowed")

            let page = try client.get("/docs")
            #expect(page.status == 200)
            #expect(page.header("Content-Type")?.hasPrefix("text/html") == true)
            let policy = try #require(page.header("Content-Security-Policy"))
            #expect(policy.hasPrefix("default-src 'none'; script-src 'self';"))
            let places = page.text.matches(of: /(?:src|href)="([^"]+)"/).map { String($0.1) }
            #expect(places.count == 4)
            for place in places {
                #expect(place.hasPrefix("/docs/"))
                let file = try client.get(place)
                #expect(file.status == 200, "\(place)")
                #expect(file.header("Content-Security-Policy") == policy)
            }
            #expect(try client.get("/docs/none").problem == "not_found")
        }
    }
}
