import Identity
import JSON
import Runs
import WorkflowEngine

/// Brings a run to where its journal ends: pure tasks are evaluated again, journalled effects are not performed again.
struct Replay {
    var execution: Execution
    /// Whether it begins where a snapshot was taken, not at the start.
    let isGoingOn: Bool
    /// All that happened to tasks, where the execution tells it, and what was asked for meanwhile.
    private(set) var transitions: [TaskRecord] = []
    private(set) var effects: [Effect] = []
    /// When the last result was known.
    private(set) var lastAt: Timestamp?
    private var latest: OrderedDictionary<Int, TaskRecord> = [:]

    /// - Parameter execution: one that has not begun.
    init(_ execution: Execution) {
        self.execution = execution
        isGoingOn = false
    }

    /// - Parameter execution: one that waits, from a snapshot.
    init(goingOnFrom execution: Execution) {
        self.execution = execution
        isGoingOn = true
    }

    /// The task instances that started, each as it was last.
    var tasks: [TaskRecord] {
        Array(latest.values)
    }

    /// - Returns: how the run goes on; what it waits for is in the execution.
    /// - Throws: `WorkflowError` when the journal is of another format, or does not fit the definition.
    mutating func run(
        _ lines: [JournalLine], using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Step.Next {
        var entries: [JournalEntry] = []
        var interrupting: [Int: JournalEntry] = [:]
        for line in lines {
            let entry = try Self.entry(line)
            if let position = entry.position { interrupting[position] = entry } else { entries.append(entry) }
        }
        var rest = entries[...]
        lastAt = entries.map(\.at).max()
        var step = isGoingOn ? execution.resume(using: evaluator) : execution.start(using: evaluator)
        while true {
            for task in step.tasks { latest[task.ordinal] = task }
            if execution.tellsTransitions {
                transitions += step.transitions
                effects += step.effects
            }
            switch step.next {
            case .yield:
                // What follows is new: it must hear of a cancel, and of a suspend.
                if rest.isEmpty, interrupting.isEmpty { return step.next }
                step =
                    if let entry = interrupting.removeValue(forKey: execution.position) {
                        execution.resume(with: entry, using: evaluator)
                    } else {
                        execution.resume(using: evaluator)
                    }
            case .waiting:
                guard let entry = rest.popFirst() else { return step.next }
                guard entry.ordinal < execution.position else {
                    throw WorkflowError(.runtime, detail: "The run's journal does not fit its workflow.")
                }
                step = execution.resume(with: entry, using: evaluator)
            case .finished:
                return step.next
            }
        }
    }

    private static func entry(_ line: JournalLine) throws(WorkflowError) -> JournalEntry {
        guard JournalEntry.knownFormats.contains(line.format) else {
            throw WorkflowError(
                .runtime,
                detail: """
                    The run's journal has format \(line.format); this worker knows up to \(JournalEntry.format), from \
                    \(JournalEntry.knownFormats.lowerBound). Run a worker of the version that wrote it.
                    """)
        }
        guard let entry = JournalEntry(json: line.entry) else {
            throw WorkflowError(.runtime, detail: "Line \(line.seq) of the run's journal cannot be read.")
        }
        return entry
    }
}
