import ArgumentParser

/// `intelligentic agent …`
struct AgentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent", abstract: "Create and show agents.",
        subcommands: [CreateAgent.self, UpdateAgent.self, ListAgents.self, ShowAgent.self])
}
