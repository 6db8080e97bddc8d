import ArgumentParser
import JSON

/// `intelligentic tenant switch`
struct SwitchTenant: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "switch", abstract: "Go on in another tenant of yours, without signing in again.")

    @Argument(help: "Its name or id.")
    var tenant: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let credentials = try options.platform().switchTenant(to: tenant)
        options.show(["tenant": .string(credentials.tenant), "email": .string(credentials.email)]) { _ in
            ["Now in the tenant \(credentials.tenant), as \(credentials.email).".printable]
        }
    }
}
