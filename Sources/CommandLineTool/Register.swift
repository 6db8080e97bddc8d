import ArgumentParser
import JSON

/// `intelligentic register`
struct Register: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a tenant with you as its admin, and sign in.")

    @OptionGroup var options: PlatformOptions
    @OptionGroup var person: PersonOptions

    @Option(help: "The new tenant's name.")
    var tenant: String

    func run() throws {
        let email = try person.askedEmail()
        let password = try person.askedPassword()
        PersonOptions.tellStrength(of: password)
        let body: JSON = ["email": .string(email), "password": .string(password), "tenant": .string(tenant)]
        try PersonOptions.signIn("/api/v1/auth/register", email: email, body, options)
    }
}
