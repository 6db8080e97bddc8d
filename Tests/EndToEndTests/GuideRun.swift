import ChildProcess
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing
import YAML

/// Runs the examples of a guide, one after the other, for one tenant: documents through the API, with what stands below them as
/// JSON, and commands in a shell.
struct GuideRun {
    let client: Client
    /// What stands in for ``GuideServices/hosts``.
    let services: String
    /// Where the files of the guide are.
    let folder: String

    private static let shellLimit = Duration.seconds(120)
    /// What an outcome may say: `input`, `secrets` and `events` go in; one of the others comes out.
    private static let members: Set<String> = ["input", "secrets", "events", "output", "error", "refused"]

    /// - Returns: how many blocks were run.
    func run(_ blocks: [Guide.Block]) throws -> Int {
        try signIn()
        var count = 0
        var rest = blocks[...]
        while let block = rest.popFirst() {
            let place = SourceLocation(
                fileID: "docs/workflows.md", filePath: "docs/workflows.md", line: block.line, column: 1)
            if let file = block.file {
                try replaced(block.text).write(toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
            }
            switch block.language {
            case "yaml":
                guard let outcome = rest.first, outcome.language == "json", outcome.file == nil else {
                    Issue.record("nothing says what becomes of this document", sourceLocation: place)
                    break
                }
                rest.removeFirst()
                try document(replaced(block.text), JSON(parsing: Array(replaced(outcome.text).utf8)), at: place)
                count += 2
            case "json" where block.file != nil: count += 1
            case "sh":
                try shell(block.text, at: place)
                count += 1
            default: Issue.record("no test knows what to do with this block", sourceLocation: place)
            }
        }
        return count
    }

    private func replaced(_ text: String) -> String {
        GuideServices.hosts.reduce(text) { $0.replacingOccurrences(of: $1, with: services) }
    }

    private func document(_ text: String, _ outcome: JSON, at place: SourceLocation) throws {
        let unknown = Set(outcome.object?.keys.map(\.self) ?? []).subtracting(Self.members)
        #expect(unknown.isEmpty, sourceLocation: place)
        for (name, value) in outcome["secrets"]?.object ?? [:] { try client.putSecret(name, value) }
        let answer = try client.send(
            "POST", "/api/v1/workflows", headers: [("Content-Type", "application/yaml")], body: Array(text.utf8))
        if let refusal = outcome["refused"]?.string {
            #expect(answer.status == 422 && answer.text.contains(refusal), "\(answer.text)", sourceLocation: place)
            return
        }
        guard answer.status == 201 else {
            Issue.record("refused: \(answer.text)", sourceLocation: place)
            return
        }
        let header = try YAML.parse(Array(text.utf8)).value["document"]
        let name = [header?["namespace"]?.string, header?["name"]?.string].compactMap(\.self).joined(separator: "/")
        let id = try client.start(name, input: outcome["input"] ?? [:])
        if let events = outcome["events"]?.array { try send(events, to: id) }
        let run = try client.finished(id)
        if let output = outcome["output"] {
            #expect(run["output"] == output, "\(run)", sourceLocation: place)
        } else {
            let error = try #require(outcome["error"]?.object, "no outcome", sourceLocation: place)
            for (name, value) in error {
                #expect(run["error"]?[name] == value, "\(name): \(run)", sourceLocation: place)
            }
        }
    }

    private func send(_ events: [JSON], to run: String) throws {
        try Wait.until("the run listens") { try client.run(run)["waitingFor"]?["items"]?[0]?["kind"] == "event" }
        for event in events {
            let answer = try client.send(
                "POST", "/api/v1/events", headers: [("Content-Type", "application/cloudevents+json")], body: event.bytes
            )
            guard answer.status == 202 else { throw Failure("event: \(answer.status) \(answer.text)") }
        }
    }

    private func signIn() throws {
        let email = try client.get("/api/v1/auth/me").json["user"]?["email"]?.string ?? ""
        let text = "intelligentic login --url \(client.url) --email \(email) --password-stdin"
        if let complaint = try complaint(about: text, input: "\(Client.password)\n") { throw Failure(complaint) }
    }

    private func shell(_ text: String, at place: SourceLocation) throws {
        if let complaint = try complaint(about: text) { Issue.record("\(complaint)", sourceLocation: place) }
    }

    /// What a shell says of commands that do not succeed.
    private func complaint(about commands: String, input: String = "") throws -> String? {
        let (status, output, error) = try ChildProcess.run(
            "/bin/sh", ["-euc", commands],
            environment: [
                "PATH": "\(TestServers.binaries):/usr/bin:/bin", "XDG_CONFIG_HOME": folder, "HOME": folder,
                "LANG": "C.UTF-8",
            ], workingDirectory: folder, input: Array(input.utf8), limit: Self.shellLimit)
        return status.isSuccess ? nil : String(decoding: output + error, as: UTF8.self)
    }
}
