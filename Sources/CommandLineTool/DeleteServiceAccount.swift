import ArgumentParser
import JSON

/// `intelligentic service-account delete`
struct DeleteServiceAccount: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Take a service account out of the tenant, with its keys.")

    @Argument(help: "The service account's name or id.")
    var account: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        try platform.delete(ServiceAccountCommands.path(of: account, on: platform))
        options.show(["serviceAccount": .string(account)]) { _ in ["Deleted \(account).".printable] }
    }
}
