import ArgumentParser

/// `intelligentic key …`
struct KeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Make the keys that sign access tokens and encrypt secrets.",
        subcommands: [GenerateKey.self])
}
