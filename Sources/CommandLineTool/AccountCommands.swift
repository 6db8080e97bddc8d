import ArgumentParser

/// `intelligentic account …`
struct AccountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Delete your account.", subcommands: [DeleteAccount.self])
}
