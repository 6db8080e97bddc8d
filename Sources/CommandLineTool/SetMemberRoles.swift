import ArgumentParser
import JSON

/// `intelligentic member set-roles`
struct SetMemberRoles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-roles", abstract: "Give a member other roles in place of those that they have.",
        discussion: """
            All roles are named; they count within a second, also where the member is signed in.

            intelligentic member set-roles grace@example.com --role viewer --role operator@demo
            """)

    @Argument(help: "The member's e-mail or id.")
    var member: String

    @OptionGroup var roles: RoleOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let path = try MemberCommands.path(of: member, on: platform)
        options.show(try platform.put(path + "/roles", ["roles": roles.body])) { answer in
            ["\(answer["user"]?["email"]?.string ?? member) has the roles \(MemberCommands.roles(answer)).".printable]
        }
    }
}
