import ArgumentParser
import JSON

/// `intelligentic identity-provider show`
struct ShowIdentityProvider: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an identity provider, without its secret.")

    @Argument(help: "The provider's name.")
    var name: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        options.show(try options.platform().get(IdentityProviderCommands.path(of: name))) { Outline($0).lines }
    }
}
