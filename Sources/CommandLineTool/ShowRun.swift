import ArgumentParser

/// `intelligentic run show`
struct ShowRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a run: what it waits for, its tasks and why they went so, and what came of it.")

    @Argument(help: "The run's id.")
    var id: String

    @Option(help: "The most tasks that the timeline shows, from 1 to 100000.")
    var tasks = RunReport.taskLimit

    @OptionGroup var options: PlatformOptions

    func validate() throws {
        guard (1...100_000).contains(tasks) else { throw ValidationError("--tasks must be from 1 to 100000.") }
    }

    func run() throws {
        try RunReport(of: id, from: options.platform(), tasks: tasks).show(options)
    }
}
