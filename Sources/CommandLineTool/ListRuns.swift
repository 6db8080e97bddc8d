import ArgumentParser
import JSON

/// `intelligentic run list`
struct ListRuns: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the runs, the newest first.")

    @Option(help: "Only runs with this status, such as running or faulted.")
    var status: String?

    @Option(help: "Only runs of this workflow: NAMESPACE/NAME.")
    var workflow: String?

    @OptionGroup var list: ListOptions
    @OptionGroup var options: PlatformOptions

    func run() throws {
        let query = [("status", status), ("workflow", workflow)]
        let answer = try list.items(of: "/api/v1/runs", query, from: options.platform())
        options.show(answer) { answer in
            list.table(
                of: answer, ["RUN", "WORKFLOW", "STATUS", "CREATED", "TOOK"],
                none: "No runs: intelligentic run start NAMESPACE/NAME"
            ) { item in
                [
                    item["id"]?.string ?? "", WorkflowReference(item["workflow"]).text, item["status"]?.string ?? "",
                    TimeText.minute(item["createdAt"]), TimeText.between(item["startedAt"], item["endedAt"]),
                ]
            }
        }
    }
}
