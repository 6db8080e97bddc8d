import ChildProcess
import Foundation
import JSON
import TestServers
import Testing

/// The command line against the running platform.
@Suite struct CommandLineTests {
    @Test func `from registering to a finished run`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                let registered = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(registered.code == 0, "\(registered)")
                let deployed = try user("workflow", "deploy", "-", input: Self.greeting)
                #expect(deployed.code == 0, "\(deployed)")
                #expect(deployed.output.contains("demo/hello"))
                let run = try user("run", "start", "demo/hello", "--input", #"{"name": "Ada"}"#, "--watch")
                #expect(run.code == 0, "\(run)")
                #expect(run.output.contains("Hello Ada!"), "\(run)")
                #expect(run.output.contains("greet"))
                let waited = try user("run", "start", "demo/hello", "--input", #"{"name": "Eve"}"#, "--wait")
                #expect(waited.code == 0, "\(waited)")
                #expect(waited.output.contains("Hello Eve!"), "\(waited)")
                #expect(waited.error.isEmpty, "\(waited)")
                let list = try user("run", "list", "--json")
                let items = try #require(try JSON(parsing: list.output)["items"]?.array)
                #expect(items.count == 2)
                let id = try #require(items.last?["id"]?.string)
                let shown = try user("run", "show", id)
                #expect(shown.code == 0)
                #expect(shown.output.contains("completed"))
                #expect(
                    try JSON(parsing: user("run", "show", id, "--json").output)["output"]?["greeting"] == "Hello Ada!")
                #expect(try user("workflow", "list").output.contains("hello"))
                #expect(try user("workflow", "show", "demo/hello").code == 0)
                #expect(try user("agent", "list").code == 0)
                #expect(try user("logout").code == 0)
                #expect(try user("run", "list").code == 3)
            }
        }
    }

    @Test func `exit codes tell scripts what happened`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                #expect(try user("run", "list", "--url", platform.url).code == 3)
                _ = try user(
                    "register", "--url", platform.url, "--email", "bob@example.com", "--tenant", "Bob",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(try user("run", "frobnicate").code == 2)
                #expect(try user("run", "start", "demo/none").code == 5)
                let invalid = try user(
                    "workflow", "deploy", "-", input: Self.greeting.replacingOccurrences(of: "set:", with: "sett:"))
                #expect(invalid.code == 5)
                #expect(invalid.error.contains("4"), "the line: \(invalid)")
                _ = try user("workflow", "deploy", "-", input: Self.failing)
                #expect(try user("run", "start", "demo/failing", "--watch").code == 1)
                #expect(try user("run", "start", "demo/failing", "--wait").code == 1)
                platform.nginx.stop()
                #expect(try user("run", "list").code == 4)
            }
        }
    }

    private static let greeting = """
        document: {dsl: 1.0.3, namespace: demo, name: hello, version: 1.0.0}
        do:
          - greet:
              set: {greeting: "Hello ${ .name }!"}

        """

    private static let failing = """
        document: {dsl: 1.0.3, namespace: demo, name: failing, version: 1.0.0}
        do:
          - fail: {raise: {error: {type: "https://example.com/errors/x", status: 418, title: No tea}}}

        """
}
