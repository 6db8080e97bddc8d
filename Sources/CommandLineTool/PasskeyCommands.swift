import ArgumentParser

/// `intelligentic passkey …`
struct PasskeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passkey", abstract: "See and remove the passkeys that you sign in with; browsers add them.",
        subcommands: [ListPasskeys.self, RemovePasskey.self])

    static let path = "/api/v1/auth/passkeys"
}
