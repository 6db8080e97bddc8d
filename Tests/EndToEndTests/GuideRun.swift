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
        var shown = ""
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
                shown = try output(of: block.text, at: place)
                count += 1
            case "text":
                let lines = Set(Self.comparable(shown))
                for line in Self.comparable(replaced(block.text)) where !lines.contains(line) {
                    Issue.record("no line \(line) in \(shown)", sourceLocation: place)
                }
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
        let result = try shell(
            "intelligentic login --url \(client.url) --email \(email) --password-stdin", input: "\(Client.password)\n")
        guard result.isSuccess else { throw Failure(result.text) }
    }

    /// What commands print that succeed.
    private func output(of commands: String, at place: SourceLocation) throws -> String {
        let result = try shell(commands)
        if !result.isSuccess { Issue.record("\(result.text)", sourceLocation: place) }
        return result.text
    }

    private func shell(_ commands: String, input: String = "") throws -> (isSuccess: Bool, text: String) {
        let (status, output, error) = try ChildProcess.run(
            "/bin/sh", ["-euc", commands],
            environment: [
                "PATH": "\(TestServers.binaries):/usr/bin:/bin", "XDG_CONFIG_HOME": folder, "HOME": folder,
                "LANG": "C.UTF-8",
            ], workingDirectory: folder, input: Array(input.utf8), limit: Self.shellLimit)
        return (status.isSuccess, String(decoding: output + error, as: UTF8.self))
    }

    /// The lines of a text, without what differs from run to run: ids, numbers and how wide columns are.
    private static func comparable(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in
            line.replacing(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, with: "ID").replacing(/[0-9]+/, with: "0")
                .split(separator: " ").joined(separator: " ")
        }
    }
}
