import ArgumentParser

/// `intelligentic session …`
struct SessionCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session", abstract: "Show where you are signed in, and end sessions.",
        subcommands: [ListSessions.self, EndSession.self])
}
