import ArgumentParser
import JSON

/// `intelligentic run suspend`
struct SuspendRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Stop a run, with those that it awaits, until it is resumed.")

    @Argument(help: "The run's id.")
    var id: String

    @Option(help: "How many seconds what is under way may go on before it is given up; else a minute.")
    var deadline: Int?

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let body: JSON? = deadline.map { ["deadlineSeconds": JSON($0)] }
        let answer = try options.platform().post(RunReport.path(of: id) + "/suspend", body)
        options.show(answer) { answer in
            [
                answer["status"] == "suspended"
                    ? "Suspended. Let it go on: intelligentic run resume \(id)".printable
                    : "Its worker suspends it as soon as nothing is under way."
            ]
        }
    }
}
