import ArgumentParser
import JSON

/// `intelligentic role set`
struct SetRole: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Make a role, or change what it permits.",
        discussion: """
            All that it permits is named; what was permitted before is not any more. It counts within a second.

            intelligentic role set starter workflows:read runs:create runs:read
            """)

    @Argument(help: "The role's name.")
    var name: String

    @Argument(help: "What it permits, such as runs:create; `intelligentic role show admin` lists all there is.")
    var permissions: [String] = []

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let body: JSON = ["permissions": .array(permissions.map { .string($0) })]
        options.show(try options.platform().put(RoleCommands.path(of: name), body)) { answer in
            let isNew = answer["createdAt"] == answer["updatedAt"]
            return ["\(isNew ? "Made" : "Changed") the role \(name).".printable]
        }
    }
}
