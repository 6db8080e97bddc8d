import ChildProcess
import Foundation
import JSON
import TestServers
import Testing

/// What strangers can send: schemathesis makes requests of the API's description, good and bad ones, and holds the answers
/// against it.
@Suite struct ContractTests {
    /// How many requests are made up for an operation in each phase.
    private static let examples = 20
    private static let seed = 1
    private static let limit = Duration.seconds(240)
    private static let shownCharacters = 6_000

    @Test func `whatever is sent, the answer is one that is described`() throws {
        try Platform.run { (platform) throws in
            let ending = ["logOut", "logOutEverywhere", "endSession", "deleteTenant", "deleteAccount"]
            try explore(platform, ending.flatMap { ["--exclude-operation-id", $0] })
            // A session and a tenant of its own for each, which ends.
            for operation in ending {
                try explore(platform, ["--include-operation-id", operation, "--phases", "examples,coverage,fuzzing"])
            }
        }
    }

    private func explore(_ platform: Platform, _ options: [String]) throws {
        let client = try Client.registered(at: platform)
        let token = try #require(client.token)
        // What the examples of paths name is there.
        try client.deploy(
            """
            document: {dsl: 1.0.3, namespace: demo, name: hello, version: 1.0.0}
            do:
              - greet: {set: {greeting: hello}}
            """)
        try client.createAgent(["name": "judge", "instructions": "Judge."])
        try client.putSecret("api-token", "correct-horse-battery")
        let (status, output, error) = try TestServers.temporaryDirectory { directory in
            try ChildProcess.run(
                TestServers.testTool("schemathesis"),
                [
                    "--config-file", "\(TestServers.packageRoot)/Tests/schemathesis.toml", "run",
                    "\(platform.url)/api/openapi.json", "--header", "Authorization: Bearer \(token)",
                    "--max-examples", "\(Self.examples)", "--seed", "\(Self.seed)", "--no-color",
                    // More of them make CPython 3.11 fail now and then: `ast.parse` of two threads at a time.
                    "--workers", "1",
                ] + options, workingDirectory: directory, limit: Self.limit)
        }
        let text = String(decoding: output + error, as: UTF8.self)
        #expect(status.isSuccess, "\(text.suffix(Self.shownCharacters))")
        #expect(!text.contains("No operations"))
    }
}
