import ChildProcess
import Foundation
import HTTPClient
import JSON
import TestServers
import Testing

/// `intelligentic login --provider` and `identity-provider`, with a provider that nobody here has written.
@Suite struct ProviderCommandTests {
    @Test func `a program signs in by way of a browser`() throws {
        let provider = try PrivateIdentityProvider(.foreign)
        defer { provider.stop() }
        try Platform.run { (platform) throws in
            try CommandLineUser.run { (user) throws in
                let admin = try Client.registered(at: platform)
                let me = try admin.get("/api/v1/auth/me").json
                let tenant = try #require(me["tenant"]?["id"]?.string)
                let email = try #require(me["user"]?["email"]?.string)
                #expect(
                    try user(
                        "login", "--url", platform.url, "--email", email, "--password-stdin",
                        input: Client.password + "\n"
                    ).code == 0)
                let document: JSON = [
                    "issuer": .string(provider.issuer), "clientId": "intelligentic", "clientSecret": "plain-secret",
                    "provisioning": "create", "emailDomains": ["example.com"],
                    "roleMappings": [["claim": "groups", "value": "engineering", "role": "developer"]],
                ]
                let put = try user("identity-provider", "set", "company", input: document.text)
                #expect(put.code == 0 && put.output.contains("company"), "\(put)")
                #expect(try user("identity-provider", "list").output.contains(provider.issuer))
                #expect(try user("identity-provider", "show", "company").output.contains("engineering"))

                let person = "grace-\(UUID().uuidString.lowercased())@example.com"
                let claims: JSON = ["email": .string(person), "email_verified": true, "groups": ["engineering"]]
                let known = try HTTPClient().send(
                    HTTPRequest(
                        method: "PUT", url: provider.issuer + "/users/grace",
                        headers: [("Content-Type", "application/json")], body: claims.bytes))
                #expect((200..<300).contains(known.status), "\(known.text)")
                let signedIn = try signIn(
                    ["login", "--url", platform.url, "--tenant", tenant, "--provider", "company"], "grace", user)
                #expect(signedIn.output.contains(person), "\(signedIn)")
                #expect(try user("whoami").output.contains(person))
                #expect(try user("identity", "list").output.contains("grace"))
                #expect(try user("login", "--url", platform.url, "--provider", "company").code == 2)
            }
        }
    }

    /// Runs a command to its end, and goes to the page that it names meanwhile.
    private func signIn(
        _ arguments: [String], _ subject: String, _ user: CommandLineUser
    ) throws -> CommandLineUser.Result {
        try TestServers.temporaryDirectory { directory in
            let (said, done) = ("\(directory)/said", "\(directory)/done")
            for file in [said, done] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
            let process = try ChildProcess(
                TestServers.binaries + "/intelligentic", arguments, environment: user.environment,
                output: .file(done), error: .file(said), parentDeathSignal: SIGKILL)
            var page: String?
            try Wait.until("the command names a page") {
                let text = (try? String(contentsOfFile: said, encoding: .utf8)) ?? ""
                page = text.split(separator: "\n").first { $0.hasPrefix("http") }.map(String.init)
                return page != nil && text.hasSuffix("\n")
            }
            let browser = ScriptedBrowser()
            let location = try browser.logIn(at: page ?? "", [("sub", subject)])
            // A browser asks for more than it is told.
            let address = location.prefix { $0 != "?" }.split(separator: "/").prefix(2).joined(separator: "//")
            #expect(try browser.get("\(address)/favicon.ico").status == 404)
            #expect(try browser.get(location).status == 200)
            let status = process.wait(limit: .seconds(60))
            var code: Int32?
            if case .exited(let value)? = status { code = value }
            return CommandLineUser.Result(
                code: code, output: try String(contentsOfFile: done, encoding: .utf8),
                error: try String(contentsOfFile: said, encoding: .utf8))
        }
    }
}
