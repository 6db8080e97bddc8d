import ArgumentParser

/// `intelligentic password …`
struct PasswordCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Change your password, or choose a new one when you have forgotten it.",
        subcommands: [ChangePassword.self, ResetPassword.self])
}
