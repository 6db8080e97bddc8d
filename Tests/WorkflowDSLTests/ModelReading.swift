import WorkflowDSL

/// Suites that read small documents into their types.
protocol ModelReading {}

/// What was read is something else than it should be.
struct Mismatch: Error {}

extension ModelReading {
    func workflow(_ top: String = "", _ tasks: String = "- a: {set: {b: 1}}") throws -> Workflow {
        let lines = tasks.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
        let text = "\(WorkflowParserTests.head)\(top)\ndo:\n\(lines.joined(separator: "\n"))\n"
        return try WorkflowParser.parse(Array(text.utf8), as: .yaml)
    }

    func kind(_ task: String, use: String = "") throws -> Task.Kind {
        try workflow(use, "- a: \(task)").do[0].task.kind
    }

    func call(_ name: String, _ arguments: String, use: String = "") throws -> Call {
        guard case .call(let call) = try kind("{call: \(name), with: \(arguments)}", use: use) else { throw Mismatch() }
        return call
    }
}
