import ArgumentParser
import JSON

/// `intelligentic role …`
struct RoleCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "What members of the tenant may do, by name.",
        subcommands: [ListRoles.self, ShowRole.self, SetRole.self, DeleteRole.self])

    static let path = "/api/v1/roles"

    static func path(of name: String) -> String { "\(path)/\(QueryText.escaped(name))" }

    static func permissions(_ role: JSON) -> [String] {
        (role["permissions"]?.array ?? []).compactMap(\.string)
    }
}
