import Events
import Identity
import JSON
import Policies
import Runs
import WorkflowDSL
import WorkflowEngine

/// What a run tells of itself as CloudEvents (specification, "Lifecycle Events"). A stepper that has the run uses it.
struct RunLifecycle {
    private let level: LifecycleEvents
    private let header: DocumentHeader
    private let source: LifecycleEventSource
    /// The open tasks whose start has been told.
    private var open: Set<Int> = []
    /// Those of them that listen for events.
    private var listening: Set<Int> = []
    private var untold: [(at: Timestamp, event: JSON)] = []

    /// Nil where nothing is to be told.
    init?(_ level: LifecycleEvents, of run: RunID, _ header: DocumentHeader) {
        guard level != .none else { return nil }
        self.level = level
        source = LifecycleEventSource(run: run, namespace: header.namespace, name: header.name)
        self.header = header
    }

    /// The events since the last time.
    mutating func take() -> [JSON] {
        defer { untold = [] }
        return untold.map(\.event)
    }

    /// How long before the last line of a journal something may have happened that was not committed with it.
    static let recoveryWindow = Duration.seconds(600)

    /// Tells again what a replay cannot know to be told.
    ///
    /// - Parameters:
    ///   - start: where the replay began.
    ///   - isCommitted: whether all of it was.
    mutating func replayed(_ replay: Replay, from start: Execution, isCommitted: Bool, at now: Timestamp) {
        open = Set(start.openTasks.map(\.ordinal))
        listening = Set(start.outstandingEffects.filter(\.isListening).map(\.ordinal))
        stepped(
            Step(
                tasks: replay.tasks, transitions: replay.transitions, effects: replay.effects, withdrawn: [],
                next: .waiting), at: now)
        if isCommitted {
            untold = []
        } else if let lastAt = replay.lastAt {
            untold.removeAll { $0.at + Self.recoveryWindow < lastAt }
        }
    }

    mutating func started(at time: Timestamp) {
        tell("started", at: time, ["definition": definition])
    }

    mutating func ended(_ outcome: Outcome?, at time: Timestamp) {
        switch outcome {
        case .completed(let output): tell("completed", at: time, ["output": output])
        case .faulted(let error): tell("faulted", at: time, ["error": error.json])
        case nil: tell("cancelled", at: time)
        }
    }

    /// What a step did.
    mutating func stepped(_ step: Step, at now: Timestamp) {
        for effect in step.effects {
            guard effect.isListening, listening.insert(effect.ordinal).inserted else { continue }
            let time = step.tasks.first { $0.ordinal == effect.ordinal }?.startedAt
            tell("correlation-started", at: time ?? now, mark: "-\(effect.ordinal)")
        }
        for task in step.transitions { changed(task) }
    }

    mutating func changed(_ task: TaskRecord) {
        // The specification has no event for a task that is skipped.
        guard task.status != .skipped else { return }
        if open.insert(task.ordinal).inserted {
            tell("created", of: task, at: task.startedAt)
            tell("started", of: task, at: task.startedAt)
        } else if task.endedAt == nil, let told = task.detail?[TaskRecord.Detail.try.rawValue],
            let attempt = told["attempt"]?.int, let time = told["retryAt"]?.string.flatMap({ Timestamp($0) })
        {
            tell("retried", of: task, at: time, mark: "-\(attempt)")
        }
        guard let time = task.endedAt else { return }
        open.remove(task.ordinal)
        switch task.status {
        case .completed: tell("completed", of: task, at: time, ["output": task.output ?? .null])
        case .faulted: tell("faulted", of: task, at: time, ["error": task.error?.json ?? .null])
        default: tell("cancelled", of: task, at: time)
        }
        if listening.remove(task.ordinal) != nil, task.status == .completed {
            let keys: JSONObject =
                task.detail?[TaskRecord.Detail.listen.rawValue]?["correlations"].map { ["correlationKeys": $0] } ?? [:]
            tell("correlation-completed", at: time, keys, mark: "-\(task.ordinal)")
        }
    }

    private mutating func tell(_ verb: String, at time: Timestamp, _ more: JSONObject = [:], mark: String = "") {
        untold.append((time, source.workflow(verb, at: time, more, mark: mark)))
    }

    private mutating func tell(
        _ verb: String, of task: TaskRecord, at time: Timestamp, _ more: JSONObject = [:], mark: String = ""
    ) {
        guard level == .all else { return }
        untold.append(
            (time, source.task(verb, ordinal: task.ordinal, reference: task.reference, at: time, more, mark: mark)))
    }

    private var definition: JSON {
        [
            "namespace": .string(header.namespace), "name": .string(header.name),
            "version": .string(header.version),
        ]
    }
}

extension Effect {
    fileprivate var isListening: Bool {
        if case .listen = kind { true } else { false }
    }
}
