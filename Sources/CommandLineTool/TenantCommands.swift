import ArgumentParser

/// `intelligentic tenant …`
struct TenantCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "What the operator does for one tenant.", subcommands: [MakeProducer.self])
}
