import ArgumentParser
import JSON

/// `intelligentic service-account roles`
struct SetServiceAccountRoles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "Give a service account other roles in place of those that it has.",
        discussion: "All roles are named; they count within a second, for the keys that it has.")

    @Argument(help: "The service account's name or id.")
    var account: String

    @OptionGroup var roles: RoleOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let path = try ServiceAccountCommands.path(of: account, on: platform)
        options.show(try platform.put(path + "/roles", ["roles": roles.body])) { answer in
            ["\(answer["name"]?.string ?? account) has the roles \(MemberCommands.roles(answer)).".printable]
        }
    }
}
