import ArgumentParser

/// `intelligentic workflow …`
struct WorkflowCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "workflow", abstract: "Deploy and show workflows.",
        subcommands: [DeployWorkflow.self, ListWorkflows.self, ShowWorkflow.self])
}
