import ArgumentParser
import JSON

/// `intelligentic identity-provider set`
struct SetIdentityProvider: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Put an identity provider under a name, in place of the one before.",
        discussion: """
            It is a JSON object, on standard input or in a file, since it may hold the client's secret:

            {"issuer": "https://login.example.com", "clientId": "intelligentic", "clientSecret": "…",
             "provisioning": "create", "emailDomains": ["example.com"],
             "roleMappings": [{"claim": "groups", "value": "engineering", "role": "developer"}]}
            """)

    @Argument(help: "The provider's name.")
    var name: String

    @Option(help: "The file; else standard input.", completion: .file())
    var fromFile = "-"

    @OptionGroup var options: PlatformOptions

    func run() throws {
        guard let body = try? JSON(parsing: try LocalFile.read(fromFile)), body.object != nil else {
            throw Failure(.usage, "The identity provider is not a JSON object.")
        }
        options.show(try options.platform().put(IdentityProviderCommands.path(of: name), body)) { answer in
            let isNew = answer["createdAt"] == answer["updatedAt"]
            return ["\(isNew ? "Put" : "Changed") the identity provider \(name).".printable]
        }
    }
}
