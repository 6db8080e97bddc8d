import ArgumentParser

/// `intelligentic identity-provider …`
struct IdentityProviderCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity-provider", abstract: "Whom the tenant believes about who somebody is (OpenID Connect).",
        subcommands: [
            SetIdentityProvider.self, ListIdentityProviders.self, ShowIdentityProvider.self,
            DeleteIdentityProvider.self,
        ])

    static let path = "/api/v1/identity-providers"

    static func path(of name: String) -> String { "\(path)/\(QueryText.escaped(name))" }
}
