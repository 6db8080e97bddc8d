import ArgumentParser
import JSON

/// `intelligentic service-account create`
struct CreateServiceAccount: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a service account; API keys let it in.",
        discussion: """
            intelligentic service-account create nightly --role operator@demo
            intelligentic api-key create nightly --service-account nightly --scope runs:create
            """)

    @Argument(help: "Small letters, digits and hyphens, a letter first.")
    var name: String

    @OptionGroup var roles: RoleOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let body: JSON = ["name": .string(name), "roles": roles.body]
        options.show(try options.platform().post(ServiceAccountCommands.path, body)) { answer in
            [
                "Made the service account \(name) with the roles \(MemberCommands.roles(answer)).",
                "A key for it: intelligentic api-key create NAME --service-account \(name) --scope …",
            ].map(\.printable)
        }
    }
}
