import Foundation
import JSON
import TestServers
import Testing

/// The commands that need no platform, and those for agents and secrets.
@Suite struct CommandLineAdministrationTests {
    @Test func `keys are made where they are missing`() throws {
        try TestServers.temporaryDirectory { directory in
            try CommandLineUser.run { (user) throws in
                let made = try user("key", "generate", "--directory", directory)
                #expect(made.code == 0, "\(made)")
                #expect(
                    made.output.split(separator: "\n").allSatisfy { FileManager.default.fileExists(atPath: "\($0)") })
                let key = try String(contentsOfFile: "\(directory)/private.jwk", encoding: .utf8)
                let secretsKey = try String(contentsOfFile: "\(directory)/secrets.key", encoding: .utf8)
                #expect(try user("key", "generate", "--directory", directory).code == 0)
                #expect(try String(contentsOfFile: "\(directory)/private.jwk", encoding: .utf8) == key)
                #expect(
                    try String(contentsOfFile: "\(directory)/secrets.key", encoding: .utf8) == secretsKey)
                #expect(try user("key", "generate", "--directory", "\(directory)/none").code != 0)
            }
        }
    }

    @Test func `agents are created, changed, shown and listed, and errors name the file`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let me = try user("whoami")
                #expect(me.output.contains("ada@example.com, tenant Engines"), "\(me)")
                let created = try user("agent", "create", "-", input: #"{"name": "judge", "instructions": "Judge."}"#)
                #expect(created.code == 0, "\(created)")
                let updated = try user(
                    "agent", "update", "-", "--json", input: #"{"name": "judge", "instructions": "Judge well."}"#)
                #expect(updated.code == 0, "\(updated)")
                #expect(try JSON(parsing: updated.output)["version"] == 2)
                let first = try user("agent", "show", "judge", "--version", "1")
                #expect(first.output.contains("Judge."), "\(first)")
                let latest = try user("agent", "show", "judge", "--json")
                #expect(try JSON(parsing: latest.output)["instructions"] == "Judge well.")
                #expect(try user("agent", "list").output.contains("judge"))
                #expect(try user("agent", "list", "--json", "--limit", "1").code == 0)
                #expect(try user("agent", "show", "nobody").code == 5)
                for command in ["create", "update"] {
                    let wrong = try user("agent", command, "-", input: #"{"name": "judge", "instructions": 1}"#)
                    #expect(wrong.code == 5, "\(wrong)")
                    #expect(wrong.error.contains("/instructions"), "\(wrong)")
                }
                #expect(try user("agent", "update", "-", input: "[]").code == 2)
                #expect(try user("agent", "create", "/nonexistent/agent.json").code != 0)
            }
        }
    }

    @Test func `secrets are set from standard input or a file, listed and deleted`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                #expect(try user("secret", "list").output.contains("secret set NAME"))
                let made = try user("secret", "set", "token", input: "correct-horse\n")
                #expect(made.code == 0 && made.output.contains("Put the secret token."), "\(made)")
                let file = "\(platform.directory)/login.json"
                try #"{"username": "ada"}"#.write(toFile: file, atomically: true, encoding: .utf8)
                let changed = try user("secret", "set", "token", "--from-file", file, "--json-value")
                #expect(changed.output.contains("Changed the secret token."), "\(changed)")
                let list = try user("secret", "list")
                #expect(list.output.contains("token") && !list.output.contains("correct-horse"), "\(list)")
                #expect(try JSON(parsing: user("secret", "list", "--json").output)["items"]?.array?.count == 1)
                #expect(try user("secret", "set", "a", "value", input: "").code == 2)
                #expect(try user("secret", "set", "a", input: "").code == 2)
                #expect(try user("secret", "set", "a", "--json-value", input: "{").code == 2)
                let wrong = try user("secret", "set", "not a name", input: "a")
                #expect(wrong.code == 5 && wrong.error.contains("secret_invalid"), "\(wrong)")
                #expect(try user("secret", "delete", "token").code == 0)
                #expect(try user("secret", "delete", "token").code == 5)
            }
        }
    }

    @Test func `a policy is shown and put in place, and what is wrong is said`() throws {
        try Platform.run(variables: ["OUTBOUND_CEILING": "10.0.0.0/8"]) { (platform) throws in
            try CommandLineUser.run { (user) throws in
                _ = try user(
                    "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                    "--password-stdin", input: "correct horse battery\n")
                let shown = try user("tenant", "policy", "show")
                #expect(shown.code == 0 && shown.output.contains("source: installation"), "\(shown)")
                let set = try user(
                    "tenant", "policy", "set", "--outbound-allow", "10.1.0.0/16", "--outbound-allow", "10.2.0.1",
                    "--process", "shell", "--concurrent-runs", "5", "--json")
                #expect(set.code == 0, "\(set)")
                let policy = try JSON(parsing: set.output)
                #expect(policy["outboundAllow"] == ["10.1.0.0/16", "10.2.0.1"])
                #expect(policy["processes"] == ["shell"] && policy["concurrentRuns"] == 5)
                let wrong = try user("tenant", "policy", "set", "--outbound-allow", "127.0.0.1")
                #expect(wrong.code == 5, "\(wrong)")
                #expect(wrong.error.contains("/outboundAllow/0: this installation does not permit it"), "\(wrong)")
                #expect(try user("tenant", "policy", "set").output.contains("outboundAllow: none"))
            }
        }
    }

    @Test func `somebody who signs in again may do the same as before`() throws {
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                let person = ["--url", platform.url, "--email", "ada@example.com", "--password-stdin"]
                _ = try user(
                    "register", person[0], person[1], person[2], person[3], person[4], "--tenant", "Engines",
                    input: "correct horse battery\n")
                #expect(try user("logout").code == 0)
                #expect(try user("whoami").code == 3)
                let wrong = try user("login", person[0], person[1], person[2], person[3], person[4], input: "wrong\n")
                #expect(wrong.code == 3, "\(wrong)")
                let back = try user(
                    "login", person[0], person[1], person[2], person[3], person[4], input: "correct horse battery\n")
                #expect(back.code == 0, "\(back)")
                #expect(try JSON(parsing: user("whoami", "--json").output)["user"]?["email"] == "ada@example.com")
                #expect(try user("run", "list", "--status", "completed", "--limit", "5").code == 0)
                #expect(try user("run", "list", "--status", "nonsense").code != 0)
            }
        }
    }
}
