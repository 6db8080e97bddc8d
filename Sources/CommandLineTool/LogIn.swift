import ArgumentParser
import Glibc
import JSON

/// `intelligentic login`
struct LogIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Sign in; the session is kept for the next commands.")

    @OptionGroup var options: PlatformOptions
    @OptionGroup var person: PersonOptions

    @Option(help: "The tenant, by name or id; needed by members of several.")
    var tenant: String?

    func run() throws {
        let email = try person.askedEmail()
        var body: JSON = ["email": .string(email), "password": .string(try person.askedPassword())]
        if let tenant { body["tenant"] = .string(tenant) }
        try PersonOptions.signIn("/api/v1/auth/login", email: email, body, options)
    }
}
