import ArgumentParser
import JSON

/// `intelligentic role show`
struct ShowRole: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show what a role permits.")

    @Argument(help: "The role's name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().get(RoleCommands.path(of: name))) { answer in
            RoleCommands.permissions(answer).map(\.printable)
        }
    }
}
