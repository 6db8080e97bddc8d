import Database
import Foundation
import JSON
import Redis
import TestServers
import Testing

/// What people do about their accounts with `intelligentic`, and what the operator does for them on the host.
@Suite struct AccountCommandTests {
    private let password = "correct horse battery\n"
    private let next = "incorrect mule accumulator\n"

    @Test func `the operator makes the first admin, and gives another password`() throws {
        try Platform.run { (platform) throws in
            let onHost = [
                "DATABASE_SOCKET": platform.database.socket ?? "", "DATABASE_NAME": platform.database.database,
                "DATABASE_USER": platform.database.user,
                "REDIS_SOCKET": platform.redis.configuration.socket ?? "",
                "SECRETS_KEY_FILE": "\(platform.directory)/secrets.key", "REDIS_USER": "intelligentic_operator",
                "REDIS_PASSWORD_FILE": "\(platform.directory)/redis-operator",
            ]
            try CommandLineUser.run { (user) throws in
                func create(_ email: String, _ input: String) throws -> CommandLineUser.Result {
                    try user(
                        "admin", "create-tenant", "--email", email, "--tenant", "Engines", "--password-stdin",
                        input: input, environment: onHost)
                }
                func logIn(_ input: String) throws -> CommandLineUser.Result {
                    try user(
                        "login", "--url", platform.url, "--email", "ada@example.com", "--password-stdin", input: input)
                }
                let made = try create("ada@example.com", password)
                #expect(made.code == 0 && made.output.contains("Engines"), "\(made)")
                #expect(try create("ADA@example.com", password).code == 6)
                #expect(try create("eve@example.com", "qwertyuiop\n").code == 2)
                #expect(try logIn(password).code == 0)
                #expect(try user("whoami").output.contains("ada@example.com, tenant Engines"))

                let reset = ["admin", "reset-password", "--password-stdin", "--email"]
                func setPassword(_ email: String) throws -> CommandLineUser.Result {
                    try user(reset[0], reset[1], reset[2], reset[3], email, input: next, environment: onHost)
                }
                #expect(try setPassword("nobody@example.com").code == 6)
                let done = try setPassword("ada@example.com")
                #expect(done.code == 0 && done.output.contains("ended: 1"), "\(done)")
                #expect(try user("whoami").code == 3)
                #expect(try logIn(password).code == 3)
                #expect(try logIn(next).code == 0)
                let log = try user("audit", "list", "--json").output
                for action in ["tenant.create", "auth.reset_password"] { #expect(log.contains(action), "\(log)") }
                #expect(log.contains("\"operator\""), "\(log)")
            }
        }
    }

    @Test func `people confirm their e-mail, change their password, and replace a forgotten one`() throws {
        try TestServers.temporaryDirectory { directory in
            let mail = try PrivateMailServer(in: directory)
            defer { mail.stop() }
            let settings = [
                "SMTP_URL": mail.url, "MAIL_FROM": "mail@example.com", "PUBLIC_URL": "http://example.com",
                "EMAIL_VERIFICATION": "on",
            ]
            func token(_ count: Int) throws -> String {
                try Wait.until("mail \(count)") { mail.messages.count >= count }
                return String(try #require(mail.messages[count - 1].firstMatch(of: /\n +([0-9a-f]{64})\n/)).1) + "\n"
            }
            try Platform.run(variables: settings) { (platform) throws in
                try CommandLineUser.run { (user) throws in
                    let asked = try user(
                        "register", "--url", platform.url, "--email", "ada@example.com", "--tenant", "Engines",
                        "--password-stdin", input: password)
                    #expect(asked.code == 0 && asked.output.contains("verify-email"), "\(asked)")
                    #expect(asked.error.contains("Strength of the password: good."), "\(asked)")
                    #expect(try user("whoami", "--url", platform.url).code == 3)
                    #expect(try user("verify-email", "--url", platform.url, input: "none\n").code == 5)
                    let other = try user("verify-email", "--url", platform.url, input: token(1) + next)
                    #expect(other.code == 3 && other.error.contains("invalid_credentials"), "\(other)")
                    let verified = try user("verify-email", "--url", platform.url, input: token(1) + password)
                    #expect(verified.code == 0 && verified.output.contains("ada@example.com"), "\(verified)")
                    let changed = try user("password", "change", "--password-stdin", input: password + next)
                    #expect(changed.code == 0 && changed.error.contains("password: strong."), "\(changed)")
                    #expect(try user("password", "change", "--password-stdin", input: password + next).code == 5)
                    try Wait.until("the notice") { mail.messages.count == 2 }

                    #expect(try user("password", "reset", "--email", "ada@example.com").code == 0)
                    let reset = try user(
                        "password", "reset", "--token-stdin", input: token(3) + "another mule entirely\n")
                    #expect(reset.code == 0, "\(reset)")
                    #expect(try user("whoami").code == 3)
                    let again = try user(
                        "login", "--url", platform.url, "--email", "ada@example.com", "--password-stdin",
                        input: "another mule entirely\n")
                    #expect(again.code == 0, "\(again)")
                    #expect(try user("password", "reset").code == 2)
                }
            }
        }
    }

    @Test func `who lost the second factor gets in by the operator, and mail says so`() throws {
        try TestServers.temporaryDirectory { directory in
            let mail = try PrivateMailServer(in: directory)
            defer { mail.stop() }
            let settings = [
                "SMTP_URL": mail.url, "MAIL_FROM": "mail@example.com", "PUBLIC_URL": "http://example.com",
            ]
            try Platform.run(variables: settings) { (platform) throws in
                let ada = try SecondFactorPerson(at: platform.url, email: "ada@example.com")
                _ = try ada.enabled()
                #expect(try ada.logIn().problem == "mfa_required")
                let onHost = [
                    "DATABASE_SOCKET": platform.database.socket ?? "", "DATABASE_NAME": platform.database.database,
                    "DATABASE_USER": platform.database.user, "SECRETS_KEY_FILE": "\(platform.directory)/secrets.key",
                ]
                try CommandLineUser.run { (user) throws in
                    let done = try user(
                        "admin", "reset-password", "--email", ada.email, "--password-stdin", input: next,
                        environment: onHost)
                    #expect(done.code == 0, "\(done)")
                    let signedIn = try user(
                        "login", "--url", platform.url, "--email", ada.email, "--password-stdin", input: next)
                    #expect(signedIn.code == 0, "\(signedIn)")
                    try Wait.until("the notices") { mail.messages(to: ada.email).count >= 2 }
                    let subjects = mail.messages(to: ada.email).compactMap { $0.firstMatch(of: /Subject: (.+)\n/)?.1 }
                    #expect(subjects.prefix(2) == ["Your second factor is on", "The operator set your password"])
                    // Without the key there is nothing to hash with.
                    var without = onHost
                    without["SECRETS_KEY_FILE"] = nil
                    let refused = try user(
                        "admin", "reset-password", "--email", ada.email, "--password-stdin", input: next,
                        environment: without)
                    #expect(refused.code == 2 && refused.error.contains("SECRETS_KEY_FILE"), "\(refused)")
                }
            }
        }
    }
}
