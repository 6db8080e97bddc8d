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

    @Option(
        help: "An identity provider of the tenant, in place of e-mail and password; --tenant is the tenant's id then.")
    var provider: String?

    func run() throws {
        if let provider {
            guard let tenant else { throw ValidationError("--provider needs the tenant's id: --tenant ID.") }
            let path = "/api/v1/auth/oidc/\(QueryText.escaped(tenant))/\(QueryText.escaped(provider))"
            let platform = try options.platform()
            return try ProviderSignIn(platform, callback: path + "/callback").run(options) { redirect in
                try platform.postOpenly(path, redirect)
            }
        }
        let email = try person.askedEmail()
        var body: JSON = ["email": .string(email), "password": .string(try person.askedPassword())]
        if let tenant { body["tenant"] = .string(tenant) }
        try PersonOptions.signIn("/api/v1/auth/login", email: email, body, options)
    }
}
