import ArgumentParser
import JSON

/// `intelligentic role list`
struct ListRoles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the roles that members can have.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: RoleCommands.path, from: options.platform())
        options.show(answer) { answer in
            list.table(of: answer, ["ROLE", "", "PERMISSIONS"], none: "No roles.") { item in
                [
                    item["name"]?.string ?? "", item["builtIn"] == true ? "built in" : "",
                    "\(RoleCommands.permissions(item).count)",
                ]
            }
        }
    }
}
