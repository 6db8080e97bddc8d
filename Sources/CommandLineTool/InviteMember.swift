import ArgumentParser
import JSON

/// `intelligentic member invite`
struct InviteMember: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Let somebody become a member of the tenant.",
        discussion: """
            Prints a token, once. Send it to them; with it they join within seven days.

            intelligentic member invite grace@example.com --role operator
            """)

    @Argument(help: "Their e-mail address.")
    var email: String

    @OptionGroup var roles: RoleOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let body: JSON = ["email": .string(email), "roles": roles.body]
        options.show(try platform.post(MemberCommands.invitations, body)) { answer in
            [
                "Invited \(email), until \(TimeText.minute(answer["expiresAt"])). The token is shown only now:",
                answer["token"]?.string ?? "", "They join with: intelligentic join --url \(platform.url)",
            ].map(\.printable)
        }
    }
}
