import ArgumentParser
import JSON

/// `intelligentic workflow list`
struct ListWorkflows: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the workflows.")

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let answer = try list.items(of: "/api/v1/workflows", from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["WORKFLOW", "VERSION", "CREATED"],
                none: "No workflows yet: intelligentic workflow deploy FILE"
            ) { item in
                [
                    WorkflowReference(item).text, item["version"]?.string ?? item["latestVersion"]?.string ?? "",
                    TimeText.minute(item["createdAt"]),
                ]
            }
        }
    }
}
