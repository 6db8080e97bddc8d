import ArgumentParser
import JSON

/// `intelligentic member show`
struct ShowMember: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a member with their roles.")

    @Argument(help: "The member's e-mail or id.")
    var member: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        options.show(try platform.get(MemberCommands.path(of: member, on: platform))) { Outline($0).lines }
    }
}
