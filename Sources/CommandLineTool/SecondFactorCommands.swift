import ArgumentParser

/// `intelligentic totp …`
struct SecondFactorCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totp", abstract: "Have logins ask for a code of your authenticator, too.",
        subcommands: [EnableSecondFactor.self, DisableSecondFactor.self])
}
