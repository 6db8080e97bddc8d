import ArgumentParser

/// `intelligentic run show`
struct ShowRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a run: its tasks, tokens, cost, and what came of it.")

    @Argument(help: "The run's id.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        try RunReport(of: id, from: options.platform()).show(options)
    }
}
