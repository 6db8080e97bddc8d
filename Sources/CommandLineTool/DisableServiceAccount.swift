import ArgumentParser

/// `intelligentic service-account disable`
struct DisableServiceAccount: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Refuse a service account's keys for a while.")

    @Argument(help: "The service account's name or id.")
    var account: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try ServiceAccountCommands.set(account, isDisabled: true, options)
    }
}
