import ArgumentParser

/// `intelligentic render …`
struct RenderCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Write configuration and the API's description from the manifests.",
        discussion: "Files are replaced in one step, and only when they change. Each that changed is printed.",
        subcommands: [
            RenderNginx.self, RenderSupervisor.self, RenderSystemd.self, RenderPasswords.self, RenderGrants.self,
            RenderRedisACL.self, RenderOpenAPI.self,
        ])
}
