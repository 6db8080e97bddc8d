import Identity
import JSON

/// A run with its tasks, as people read it.
struct RunReport {
    /// The most tasks that a timeline shows unless somebody wants more.
    static let taskLimit = 500

    let run: JSON
    /// The first ones, in the order in which they started.
    let tasks: [JSON]
    /// Whether the run has more tasks.
    let isCut: Bool

    /// - Parameters:
    ///   - wait: how many seconds the platform may wait for the run's end before it answers.
    ///   - limit: the most tasks.
    init(of id: String, from platform: Platform, wait: Int? = nil, tasks limit: Int = taskLimit) throws {
        run = try platform.get(Self.path(of: id), [("wait", wait.map(String.init))])
        var tasks: [JSON] = []
        var cursor: String?
        repeat {
            let size = min(ListOptions.pageLimit, limit - tasks.count)
            let page = try platform.get(
                Self.path(of: id) + "/tasks", [("limit", "\(size)"), ("cursor", cursor)])
            tasks += page["items"]?.array ?? []
            cursor = page["nextCursor"]?.string
        } while cursor != nil && tasks.count < limit
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
                ["", "Error"] + (Outline(error).lines + Self.advice(error)).map { "  " + $0 }
            } else if let output = run["output"], !output.isNull {
                ["", "Output"] + Outline(output).lines.map { "  " + $0 }
            } else {
                [String]()
            }
        let hidden =
            run["payloadsHidden"] == true
            ? ["", "Data is not shown: you do not have the permission payloads:read."] : []
        return summary + hidden + waits + ["", "Timeline"] + timeline.map { "  " + $0 } + result
    }

    private static func advice(_ error: JSON) -> [String] {
        ErrorAdvice.text(for: error).map { ["what to do: \($0)"] } ?? []
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
        // The two columns in front of it.
        let lines = RunTimeline(tasks, since: run["startedAt"], width: Terminal.output.size.width - 2).lines
        guard isCut else { return lines }
        let id = run["id"]?.string ?? ""
        return lines + ["… and more: intelligentic run show \(id) --tasks \(max(1, tasks.count) * 2)".printable]
    }

    /// What the run waits for.
    private var waits: [String] {
        guard let items = run["waitingFor"]?["items"]?.array, !items.isEmpty else { return [] }
        let lines = items.map { wait in
            let end = wait["until"]?.string == nil ? "" : ", until \(TimeText.minute(wait["until"]))"
            let child = wait["run"]?.string.map { ", run \($0)" } ?? ""
            return """
                \(wait["name"]?.string ?? ""): \(wait["what"]?.string ?? "")\(child), \
                for \(TimeText.between(wait["since"], nil))\(end)
                """.printable
        }
        let rest = (run["waitingFor"]?["total"]?.int ?? 0) - items.count
        return ["", "Waiting for"] + (lines + (rest > 0 ? ["… and \(rest) more"] : [])).map { "  " + $0 }
    }
}
