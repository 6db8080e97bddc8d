import ArgumentParser
import JSON

/// `intelligentic agent list`
struct ListAgents: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the agents.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: "/api/v1/agents", from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["AGENT", "VERSION", "MODEL"], none: "No agents yet: intelligentic agent create FILE"
            ) { item in
                [
                    item["name"]?.string ?? "", item["version"]?.int.map(String.init) ?? "",
                    item["model"]?.string ?? "",
                ]
            }
        }
    }
}
