import ArgumentParser
import JSON

/// `intelligentic agent update`
struct UpdateAgent: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Add a version to an agent, from a file as `create` takes it.")

    @Argument(help: "The file; - for standard input.", completion: .file())
    var file: String

    @OptionGroup var options: PlatformOptions

    func run() throws {
        guard case .object(var members)? = try? JSON(parsing: LocalFile.read(file)),
            let name = members.removeValue(forKey: "name")?.string
        else { throw Failure(.usage, "\(file): expected a JSON object with the agent's name.") }
        do {
            let answer = try options.platform().post(
                "/api/v1/agents/\(QueryText.escaped(name))/versions", .object(members))
            options.show(answer, AgentText.versionLines)
        } catch var problem as ProblemAnswer {
            problem.file = file
            throw problem
        }
    }
}
