import ArgumentParser
import JSON

/// `intelligentic workflow deploy`
struct DeployWorkflow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy", abstract: "Deploy a document of the Serverless Workflow DSL.",
        discussion: "What is wrong with the document is shown with its line. A change needs a new document.version.")

    @Argument(help: "The document, YAML or (when it ends in .json) JSON; - for standard input.", completion: .file())
    var file: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let platform = try options.platform()
        let mediaType = file.hasSuffix(".json") ? "application/json" : "application/yaml"
        do {
            let answer = try platform.post("/api/v1/workflows", LocalFile.read(file), mediaType: mediaType)
            options.show(answer) { answer in
                let name = WorkflowReference(answer)
                return [
                    "Deployed \(name.text) \(answer["version"]?.string ?? "").".printable,
                    "Run it: intelligentic run start \(name.text) --watch".printable,
                ]
            }
        } catch var problem as ProblemAnswer {
            problem.file = file
            throw problem
        }
    }
}
