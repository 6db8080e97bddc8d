import ArgumentParser
import JSON

/// `intelligentic identity-provider delete`
struct DeleteIdentityProvider: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Nobody signs in with the identity provider any more.")

    @Argument(help: "The provider's name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try options.platform().delete(IdentityProviderCommands.path(of: name))
        options.show(["name": .string(name)]) { _ in ["Deleted the identity provider \(name).".printable] }
    }
}
