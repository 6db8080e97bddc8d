import ArgumentParser

/// `intelligentic service-account enable`
struct EnableServiceAccount: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a service account's keys work again.")

    @Argument(help: "The service account's name or id.")
    var account: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try ServiceAccountCommands.set(account, isDisabled: false, options)
    }
}
