import ArgumentParser
import JSON

/// `intelligentic role delete`
struct DeleteRole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a role that nobody has.")

    @Argument(help: "The role's name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete(RoleCommands.path(of: name))
        options.show(["name": .string(name)]) { _ in ["Deleted the role \(name).".printable] }
    }
}
