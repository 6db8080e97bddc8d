import ArgumentParser
import JSON

/// `intelligentic member remove`
struct RemoveMember: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Take somebody out of the tenant; their sessions in it end.")

    @Argument(help: "The member's e-mail or id.")
    var member: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        try platform.delete(MemberCommands.path(of: member, on: platform))
        options.show(["member": .string(member)]) { _ in ["Removed \(member).".printable] }
    }
}
