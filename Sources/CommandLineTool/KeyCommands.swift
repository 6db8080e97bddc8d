import ArgumentParser

/// `intelligentic key …`
struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make and change the keys that sign access tokens and encrypt secrets.",
        subcommands: [
            GenerateKey.self, RotateKey.self, RetireKeys.self, AddSecretsKey.self, UseSecretsKey.self,
            RewrapSecrets.self, RemoveSecretsKeys.self,
        ])
}
