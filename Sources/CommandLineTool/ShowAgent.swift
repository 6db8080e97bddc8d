import ArgumentParser
import JSON

/// `intelligentic agent show`
struct ShowAgent: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show an agent.")

    @Argument(help: "The agent's name.")
    var name: String

    @Option(help: "A version; else the latest one.")
    var version: Int?

    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try options.platform().get(
            "/api/v1/agents/\(QueryText.escaped(name))", [("version", version.map(String.init))])
        options.show(answer) { Outline($0).lines }
    }
}
