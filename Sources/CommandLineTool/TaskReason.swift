import JSON

/// Why a task did what it did, in one line: from the task's detail.
struct TaskReason {
    let text: String

    /// - Parameter start: when the run began.
    init(_ task: JSON, since start: JSON?) {
        let detail = task["detail"] ?? .null
        let isOpen = task["endedAt"]?.isNull != false
        var parts: [String] = []
        if let condition = detail["if"], task["status"] == "skipped" { parts.append("if " + Self.told(condition)) }
        if let chosen = detail["switch"] { parts.append(Self.branch(chosen)) }
        if let loop = detail["for"] { parts.append(Self.loop(loop)) }
        if let attempts = detail["try"] { parts += Self.attempts(attempts, isOpen: isOpen, since: start) }
        if let timer = detail["timer"], isOpen { parts.append("until \(TimeText.minute(timer["until"]))") }
        if let listen = detail["listen"] { parts.append(Self.events(listen)) }
        if let operation = detail["openapi"]?["operation"]?.string { parts.append(operation) }
        if let call = detail["http"] {
            let status = call["status"].map { " → \($0.text)" } ?? ""
            parts.append("\(call["method"]?.string ?? "") \(call["url"]?.string ?? "")\(status)")
        }
        if let agent = detail["agent"] {
            let version = agent["version"].map { " \($0.text)" } ?? ""
            parts.append("agent \(agent["name"]?.string ?? "")\(version)")
        }
        if let input = task["usage"]?["inputTokens"]?.int {
            parts.append("\(input) + \(task["usage"]?["outputTokens"]?.int ?? 0) tokens")
        }
        if let process = detail["process"] {
            let program = ["command", "language", "image"].compactMap { process[$0]?.string }.first ?? ""
            parts.append("\(process["kind"]?.string ?? ""): \(program)")
        }
        if let workflow = detail["workflow"] {
            parts.append("\(workflow["namespace"]?.string ?? "")/\(workflow["name"]?.string ?? "")")
        }
        if let child = task["childRun"]?.string { parts.append("run \(child)") }
        if isOpen, let deadline = detail["deadline"] { parts.append("until \(TimeText.minute(deadline)) at most") }
        text = parts.joined(separator: "; ")
    }

    /// `.n > 1 is false`.
    private static func told(_ condition: JSON) -> String {
        "\(condition["expression"]?.string ?? "") is \(condition["value"]?.text ?? "null")"
    }

    private static func branch(_ chosen: JSON) -> String {
        guard let name = chosen["case"]?.string else { return "no case matched" }
        let asked = chosen["conditions"]?.array?.last { $0["case"]?.string == name }
        let reason = asked.map(told) ?? "no other case matched"
        return "case \(name) → \(chosen["then"]?.string ?? ""): \(reason)"
    }

    private static func loop(_ loop: JSON) -> String {
        let count = loop["items"]?.int ?? 0
        let items = count == 1 ? "1 item" : "\(count) items"
        return loop["while"].map { "\(items); ended before [\($0["iteration"]?.text ?? "")]: while \(told($0))" }
            ?? items
    }

    private static func attempts(_ attempts: JSON, isOpen: Bool, since start: JSON?) -> [String] {
        let failures = attempts["failures"]?.array ?? []
        guard let last = failures.last else { return [] }
        let error = last["error"]?["title"]?.string ?? last["error"]?["type"]?.string ?? "an error"
        let retry = attempts["retryAt"].map { " at \(TimeText.since(start, $0))" } ?? ""
        let outcome =
            switch last["outcome"]?.string {
            case "retried": isOpen ? "tried again\(retry)" : "tried again"
            case "handled": "caught"
            default: last["limit"] == nil ? "not caught" : "no retries left"
            }
        let condition = last["conditions"]?.array?.last.map {
            "\($0["place"]?.string ?? ""): \(told($0))"
        }
        return ["attempt \(last["attempt"]?.text ?? "1") failed: \(error), \(outcome)"] + (condition.map { [$0] } ?? [])
    }

    private static func events(_ listen: JSON) -> String {
        let consumed = listen["consumed"]?.int ?? 0
        let types = (listen["filters"]?.array ?? []).map { $0["with"]?["type"]?.string ?? "an event" }
        let until = listen["until"].map { " until \($0.string ?? "other events")" } ?? ""
        return "\(consumed) taken; for \(listen["for"]?.string ?? "") of \(types.joined(separator: ", "))\(until)"
    }
}
