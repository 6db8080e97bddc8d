import AccessTokens
import Foundation
import HTTPClient
import JSON
import Synchronization
import TestServers
import Testing

/// Keys change while people and runs go on.
@Suite struct KeyRotationTests {
    @Test func `the key of access tokens changes under load and fails no request`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            let load = KeyRotationLoad(at: platform.url, token: try #require(client.token))
            load.begin(threads: 4)
            defer { load.end() }
            try Wait.until("requests are answered") { load.count > 50 }
            try key("rotate", platform)
            for slot in try platform.supervisor.slots(of: "functions/auth") { try platform.supervisor.restart(slot) }
            // Those who come in now have tokens of the new key, for functions that have not been restarted.
            let later = try Client.registered(at: platform)
            let token = try #require(later.token)
            #expect(try keyID(token) != keyID(client.token))
            load.use(token)
            let count = load.count
            try Wait.until("requests go on") { load.count > count + 200 }
            #expect(try client.get("/api/v1/runs").status == 200)
            #expect(try published(client).count == 2)
            #expect(try key("retire", platform).contains("No key is old enough."))
            load.end()
            #expect(load.failures == [])
            // A key that others know goes at once.
            #expect(try !key("retire", platform, ["--now"]).contains("No key"))
            for path in ["/api/v1/runs", "/api/v1/agents", "/api/v1/secrets", "/api/v1/auth/me"] {
                try Wait.until("\(path) refuses it") { try client.get(path).problem == "token_invalid" }
                #expect(try later.get(path).status == 200)
            }
            try Wait.until("it is not published") { try published(later).count == 1 }
        }
    }

    @Test func `a process that signs with a key that was taken out gives no token of it, and starts anew`() throws {
        try TestServers.temporaryDirectory { (keys) throws in
            // A copy of the private key, as systemd gives it to a service at its start.
            let files = try AccessTokenSigner.generateKeyFiles(directory: keys)
            let credential = "\(keys)/credential.jwk"
            func copy() throws {
                try Data(contentsOf: URL(filePath: files.privateKey)).write(
                    to: URL(filePath: credential), options: .atomic)
            }
            try copy()
            let variables = ["JWT_JWKS_FILE": files.jwks, "JWT_PRIVATE_KEY_FILE": credential]
            try Platform.run(variables: variables) { (platform) throws in
                let slots = try platform.supervisor.slots(of: "functions/auth")
                let before = slots.map(platform.supervisor.pid(of:))
                #expect(try Client.registered(at: platform).get("/api/v1/auth/me").status == 200)
                #expect(try OperatorCommand(["key", "rotate", "--directory", keys], at: platform).isSuccess)
                #expect(try OperatorCommand(["key", "retire", "--now", "--directory", keys], at: platform).isSuccess)
                let person: JSON = ["email": "a@example.com", "password": .string(Client.password), "tenant": "A"]
                let refused = try Client(url: platform.url).post("/api/v1/auth/register", person)
                #expect(
                    refused.problem == "signing_key_retired" && refused.header("Retry-After") == "1", "\(refused.text)")
                try Wait.until("the process is another one") { slots.map(platform.supervisor.pid(of:)) != before }
                try copy()
                var token: String?
                try Wait.until("there are tokens again") {
                    let answer = try Client(url: platform.url).post("/api/v1/auth/register", person)
                    token = try? answer.json["accessToken"]?.string
                    return answer.status == 201
                }
                #expect(try Client(url: platform.url, token: token).get("/api/v1/runs").status == 200)
            }
        }
    }

    @Test func `a key that was added and does not encrypt yet is not removed`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.putSecret("s", "value")
            let new = try key("add-secrets-key", platform).trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try key("remove-secrets-keys", platform).contains("Kept \(new)"))
            #expect(try key("use-secrets-key", platform, [new]).contains(new))
            // The secret, and the pepper of passwords.
            #expect(try key("rewrap-secrets", platform).contains("anew: 2"))
            #expect(try !key("remove-secrets-keys", platform).contains("Kept"))
            #expect(try keyIDs(platform) == [new])
        }
    }

    @Test func `the key of secrets changes while runs read them`() throws {
        try Platform.run { (platform) throws in
            let client = try Client.registered(at: platform)
            for number in 0..<40 { try client.putSecret("s\(number)", .string("value-\(number)")) }
            try client.deploy(
                """
                document: {dsl: 1.0.3, namespace: test, name: reader, version: 1.0.0}
                use: {secrets: [s0, s1]}
                do:
                  - read: {set: {lengths: "${ [$secrets.s0, $secrets.s1] | map(length) }"}}
                """)
            let runs = KeyRotationRuns(client)
            runs.begin()
            defer { runs.end() }
            try Wait.until("runs end") { runs.count > 2 }
            let old = try #require(try keyIDs(platform).first)

            let new = try key("add-secrets-key", platform).trimmingCharacters(in: .whitespacesAndNewlines)
            try restart(["daemons/worker", "functions/secrets"], platform)
            #expect(try key("use-secrets-key", platform, [new]).contains(new))
            try restart(["functions/secrets"], platform)
            try client.putSecret("s1", "another")
            try wait(for: runs)
            let outcome = try JSON(parsing: key("rewrap-secrets", platform, ["--json"]))
            #expect(outcome["rewrapped"] == 40 && outcome["unreadable"] == [])
            try wait(for: runs)
            let removed = try key("remove-secrets-keys", platform)
            #expect(removed.contains(old))
            #expect(try keyIDs(platform) == [new])
            try restart(["daemons/worker", "functions/secrets"], platform)
            try wait(for: runs)
            runs.end()
            #expect(runs.failures == [])
            try client.putSecret("s0", "third")
        }
    }

    @discardableResult
    private func key(_ command: String, _ platform: Platform, _ options: [String] = []) throws -> String {
        let outcome = try OperatorCommand(["key", command, "--directory", platform.directory] + options, at: platform)
        guard outcome.isSuccess else { throw Failure("key \(command): \(outcome)") }
        return outcome.output
    }

    private func restart(_ programs: [String], _ platform: Platform) throws {
        for program in programs {
            for slot in try platform.supervisor.slots(of: program) { try platform.supervisor.restart(slot) }
        }
    }

    private func wait(for runs: KeyRotationRuns) throws {
        let count = runs.count
        try Wait.until("more runs end") { runs.count > count + 2 }
    }

    private func keyIDs(_ platform: Platform) throws -> [String] {
        try String(contentsOfFile: "\(platform.directory)/secrets.key", encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != ":" }) }
    }

    private func published(_ client: Client) throws -> [JSON] {
        try client.get("/.well-known/jwks.json").json["keys"]?.array ?? []
    }

    private func keyID(_ token: String?) throws -> String? {
        let header = try #require(token?.split(separator: ".").first)
        let padded = String(header) + String(repeating: "=", count: (4 - header.count % 4) % 4)
        let bytes = Data(base64Encoded: padded.replacing("-", with: "+").replacing("_", with: "/"))
        return try JSON(parsing: #require(bytes))["kid"]?.string
    }
}
