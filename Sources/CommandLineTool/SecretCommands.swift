import ArgumentParser

/// `intelligentic secret …`
struct SecretCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Put and delete values that runs may read and nobody is shown.",
        subcommands: [SetSecret.self, ListSecrets.self, DeleteSecret.self])

    static func path(of name: String) -> String { "/api/v1/secrets/\(QueryText.escaped(name))" }
}
