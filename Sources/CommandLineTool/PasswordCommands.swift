import ArgumentParser

/// `intelligentic password …`
struct PasswordCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Change your password.", subcommands: [ChangePassword.self])
}
