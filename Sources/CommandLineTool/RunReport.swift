import Identity
import JSON

/// A run with its tasks, as people read it.
struct RunReport {
    /// The most tasks that a timeline shows.
    static let taskLimit = 500

    let run: JSON
    /// The first ones, in the order in which they started.
    let tasks: [JSON]
    /// Whether the run has more tasks.
    let isCut: Bool

    /// - Parameter wait: how many seconds the platform may wait for the run's end before it answers.
    init(of id: String, from platform: Platform, wait: Int? = nil) throws {
        run = try platform.get(Self.path(of: id), [("wait", wait.map(String.init))])
        var tasks: [JSON] = []
        var cursor: String?
        repeat {
            let page = try platform.get(
                Self.path(of: id) + "/tasks", [("limit", "\(ListOptions.pageLimit)"), ("cursor", cursor)])
            tasks += page["items"]?.array ?? []
            cursor = page["nextCursor"]?.string
        } while cursor != nil && tasks.count < Self.taskLimit
        self.tasks = tasks
        isCut = cursor != nil
    }

    static func path(of id: String) -> String { "/api/v1/runs/\(QueryText.escaped(id))" }

    var hasEnded: Bool { ["completed", "faulted", "cancelled"].contains(run["status"]?.string) }

    /// Prints the report.
    ///
    /// - Throws: a ``Failure`` without a message for a run that has ended otherwise than completed.
    func show(_ options: PlatformOptions) throws {
        options.show(run) { _ in lines }
        if hasEnded, run["status"] != "completed" { throw Failure(.runFailed, "") }
    }

    private var lines: [String] {
        let result =
            if let error = run["error"], !error.isNull {
                ["", "Error"] + Outline(error).lines.map { "  " + $0 }
            } else if let output = run["output"], !output.isNull {
                ["", "Output"] + Outline(output).lines.map { "  " + $0 }
            } else {
                [String]()
            }
        return summary + ["", "Timeline"] + timeline.map { "  " + $0 } + result
    }

    private var summary: [String] {
        let workflow = WorkflowReference(run["workflow"]).text + " " + (run["workflow"]?["version"]?.string ?? "")
        let (input, output) = tasks.reduce((0, 0)) { sum, task in
            (sum.0 + (task["usage"]?["inputTokens"]?.int ?? 0), sum.1 + (task["usage"]?["outputTokens"]?.int ?? 0))
        }
        let rows = [
            ("Run", run["id"]?.string ?? ""), ("Workflow", workflow), ("Status", run["status"]?.string ?? ""),
            ("Started", TimeText.minute(run["startedAt"])),
            ("Took", TimeText.between(run["startedAt"], run["endedAt"])),
            ("Tokens", "\(input) in, \(output) out" + (isCut ? ", of the first \(tasks.count) tasks" : "")),
            ("Cost", "\(run["cost"]?["amount"]?.string ?? "0") \(run["cost"]?["currency"]?.string ?? "")"),
        ]
        return rows.filter { !$0.1.isEmpty }.map { ($0.0.column(10) + $0.1).printable }
    }

    private var timeline: [String] {
        guard !tasks.isEmpty else { return ["no tasks yet"] }
        let rows = tasks.map { task in
            let usage = task["usage"]
            let tokens = (usage?["inputTokens"]?.int).map { "\($0) + \(usage?["outputTokens"]?.int ?? 0)" } ?? ""
            let attempt = task["attempt"]?.int ?? 1
            return [
                TimeText.since(run["startedAt"], task["startedAt"]), task["name"]?.string ?? "",
                (task["status"]?.string ?? "") + (attempt > 1 ? ", attempt \(attempt)" : ""),
                TimeText.between(task["startedAt"], task["endedAt"]), tokens,
            ]
        }
        let table = TextTable(["AT", "TASK", "STATUS", "TOOK", "TOKENS"], rows: rows).lines
        return isCut ? table + ["… and more: GET \(Self.path(of: run["id"]?.string ?? ""))/tasks has them all"] : table
    }
}
