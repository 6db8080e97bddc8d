import ArgumentParser
import JSON

/// `intelligentic run resume`
struct ResumeRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a suspended run go on, with those that it awaits.")

    @Argument(help: "The run's id.")
    var id: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try options.platform().post(RunReport.path(of: id) + "/resume")
        options.show(answer) { _ in ["It goes on. Watch it: intelligentic run watch \(id)".printable] }
    }
}
