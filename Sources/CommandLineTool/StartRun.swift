import ArgumentParser
import JSON

/// `intelligentic run start`
struct StartRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a run of a workflow.",
        discussion: """
            With --wait it shows the run when it has ended, with --watch also its tasks as they happen. Both end with 1 when
            the run does not complete.
            """)

    @Argument(help: "NAMESPACE/NAME")
    var workflow: WorkflowReference

    @Option(help: "The run's input as JSON.")
    var input: String?

    @Option(help: "A file with the input as JSON; - for standard input.", completion: .file())
    var inputFile: String?

    @Option(help: "A version of the workflow; else the latest one.")
    var version: String?

    @Flag(help: "Show the tasks until the run has ended.")
    var watch = false

    @Flag(help: "Wait until the run has ended, and show it.")
    var wait = false

    @Flag(help: "Print the run's id only.")
    var quiet = false

    @OptionGroup var options: PlatformOptions

    func validate() throws {
        guard input == nil || inputFile == nil else { throw ValidationError("Give --input or --input-file, not both.") }
        guard [watch, wait, quiet].count(where: { $0 }) < 2 else {
            throw ValidationError("Give one of --watch, --wait and --quiet.")
        }
    }

    func run() throws {
        let platform = try options.platform()
        var body: JSONObject = ["input": try inputValue()]
        if let version { body["version"] = .string(version) }
        let answer = try platform.post(workflow.path + "/runs", .object(body))
        let id = answer["id"]?.string ?? ""
        if wait || watch {
            try RunWatch(platform, id, isSilent: wait || options.json).untilEnd().show(options)
        } else if quiet && !options.json {
            Terminal.output.write(id.printable)
        } else {
            options.show(answer) { _ in
                ["Started \(id).", "Watch it: intelligentic run watch \(id)"].map(\.printable)
            }
        }
    }

    private func inputValue() throws -> JSON {
        let text = try input.map { Array($0.utf8) } ?? inputFile.map(LocalFile.read)
        guard let text else { return [:] }
        do {
            return try JSON(parsing: text)
        } catch {
            throw Failure(.usage, "\(inputFile ?? "--input") is not JSON: \(error)")
        }
    }
}
