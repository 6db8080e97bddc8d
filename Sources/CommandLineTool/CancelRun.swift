import ArgumentParser
import JSON

/// `intelligentic run cancel`
struct CancelRun: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "cancel", abstract: "End a run.")

    @Argument(help: "The run's id.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try options.platform().post(RunReport.path(of: id) + "/cancel")
        options.show(answer) { answer in
            [answer["status"] == "cancelled" ? "Cancelled." : "Its worker cancels it in a moment."]
        }
    }
}
