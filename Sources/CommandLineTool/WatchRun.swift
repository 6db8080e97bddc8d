import ArgumentParser

/// `intelligentic run watch`
struct WatchRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Show the tasks of a run as they happen, until it has ended.")

    @Argument(help: "The run's id.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try RunWatch(options.platform(), id, isSilent: options.json).untilEnd().show(options)
    }
}
