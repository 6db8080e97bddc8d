import ArgumentParser

/// `intelligentic tenant …`
struct TenantCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenant", abstract: "What holds for one tenant: its policy, and who brings its events.",
        subcommands: [TenantPolicyCommands.self, MakeProducer.self])
}
