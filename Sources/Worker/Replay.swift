import JSON
import Runs
import WorkflowEngine

/// Brings a run to where its journal ends: pure tasks are evaluated again, journalled effects are not performed again.
struct Replay {
    private(set) var execution: Execution
    private var latest: OrderedDictionary<Int, TaskRecord> = [:]

    init(_ execution: Execution) {
        self.execution = execution
    }

    /// The task instances that started, each as it was last.
    var tasks: [TaskRecord] {
        Array(latest.values)
    }

    /// - Returns: what the run needs now.
    /// - Throws: `WorkflowError` when the journal is of another format, or does not fit the definition.
    mutating func run(
        _ lines: [JournalLine], using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Step.Next {
        var rest = lines[...]
        var step = execution.start(using: evaluator)
        while true {
            for task in step.tasks { latest[task.ordinal] = task }
            switch step.next {
            case .yield:
                step = execution.resume(using: evaluator)
            case .effect(let effect):
                guard let line = rest.popFirst() else { return step.next }
                step = execution.resume(with: try Self.entry(line, for: effect), using: evaluator)
            case .finished:
                return step.next
            }
        }
    }

    private static func entry(_ line: JournalLine, for effect: Effect) throws(WorkflowError) -> JournalEntry {
        guard JournalEntry.knownFormats.contains(line.format) else {
            throw WorkflowError(
                .runtime,
                detail: """
                    The run's journal has format \(line.format); this worker knows up to \(JournalEntry.format), from \
                    \(JournalEntry.knownFormats.lowerBound). Run a worker of the version that wrote it.
                    """)
        }
        guard let entry = JournalEntry(json: line.entry), entry.ordinal == effect.ordinal else {
            throw WorkflowError(.runtime, detail: "Line \(line.seq) of the run's journal does not fit its workflow.")
        }
        return entry
    }
}
