import ArgumentParser

/// `intelligentic event …`
struct EventCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event", abstract: "Send events that workflows listen to.", subcommands: [SendEvent.self])
}
