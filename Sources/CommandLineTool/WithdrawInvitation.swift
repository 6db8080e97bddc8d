import ArgumentParser
import JSON

/// `intelligentic member withdraw`
struct WithdrawInvitation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take an invitation back.")

    @Argument(help: "The invitation's id.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete("\(MemberCommands.invitations)/\(QueryText.escaped(id))")
        options.show(["id": .string(id)]) { _ in ["Withdrew the invitation."] }
    }
}
