import ArgumentParser
import JSON

/// `intelligentic agent create`
struct CreateAgent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an agent from a JSON file.",
        discussion: """
            The file says {"name", "model", "instructions", "outputSchema", "temperature", "maxOutputTokens"}; name and \
            instructions are needed.
            """)

    @Argument(help: "The file; - for standard input.", completion: .file())
    var file: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        do {
            let answer = try options.platform().post(
                "/api/v1/agents", LocalFile.read(file), mediaType: "application/json")
            options.show(answer, AgentText.versionLines)
        } catch var problem as ProblemAnswer {
            problem.file = file
            throw problem
        }
    }
}
