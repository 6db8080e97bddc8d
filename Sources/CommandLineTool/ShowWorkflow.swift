import ArgumentParser
import JSON

/// `intelligentic workflow show`
struct ShowWorkflow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a workflow's document.")

    @Argument(help: "NAMESPACE/NAME")
    var workflow: WorkflowReference

    @Option(help: "A version; else the latest one.")
    var version: String?

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try options.platform().get(workflow.path, [("version", version)])
        options.show(answer) { answer in
            answer["source"]?.string?.printableLines ?? [answer.printableText]
        }
    }
}
