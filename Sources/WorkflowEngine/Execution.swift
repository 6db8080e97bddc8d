package import Identity
package import JSON
package import WorkflowDSL

/// A run being interpreted: a pure state machine.
///
/// It performs nothing and reads no clock. ``start(using:)`` and ``resume(with:using:)`` go on until the run needs an
/// effect or ends; the caller performs the effect, journals its result and feeds it back. Fed with the same journal it
/// takes the same steps, so a replay needs the definition, the input and the journal only.
package struct Execution: Sendable {
    /// More task instances than this fail the run: a loop that never ends must not live for ever.
    package static let taskLimit = 100_000
    /// After so many task instances without an effect the caller gets to commit, and to see a cancel.
    package static let sliceLimit = 200

    package let workflow: Workflow
    package let run: RunDescription
    var stack: [Frame] = []
    var context: JSON = .object([:])
    /// Logical time: when the latest journalled result was known.
    var clock: Timestamp
    var nextOrdinal = 0
    private var ordinalAtSliceStart = 0
    private var changed: OrderedDictionary<Int, TaskRecord> = [:]
    private var pending: Signal?

    package init(of workflow: Workflow, run: RunDescription) {
        self.workflow = workflow
        self.run = run
        clock = run.startedAt
    }

    /// Takes the first steps.
    package mutating func start(using evaluator: some ExpressionEvaluator) -> Step {
        do {
            let input = try evaluate(workflow.input?.from, on: run.input, using: evaluator) ?? run.input
            stack = [.list(ListFrame(tasks: workflow.do))]
            return advance(.value(input), using: evaluator)
        } catch {
            return finish(.error(error.inWorkflow), using: evaluator)
        }
    }

    /// Goes on after the effect that the last step asked for.
    ///
    /// - Precondition: `entry.ordinal` is that effect's.
    package mutating func resume(with entry: JournalEntry, using evaluator: some ExpressionEvaluator) -> Step {
        clock = max(clock, entry.at)
        switch entry.result {
        case .success(let output): return advance(.value(output), using: evaluator)
        case .failure(let error): return advance(.error(error), using: evaluator)
        }
    }

    /// Goes on after a step that ended with ``Step/Next/yield``.
    package mutating func resume(using evaluator: some ExpressionEvaluator) -> Step {
        guard let signal = pending else { preconditionFailure("the last step did not yield") }
        pending = nil
        return advance(signal, using: evaluator)
    }

    /// The tasks that a cancel at `time` ends.
    package func cancelled(at time: Timestamp) -> [TaskRecord] {
        stack.compactMap { frame in
            guard case .task(let task) = frame else { return nil }
            var record = task.record
            record.status = .cancelled
            record.endedAt = time
            return record
        }
    }

    mutating func note(_ record: TaskRecord) {
        changed[record.ordinal] = record
    }

    private mutating func advance(_ first: Signal, using evaluator: some ExpressionEvaluator) -> Step {
        var signal = first
        ordinalAtSliceStart = nextOrdinal
        while true {
            if case .effect(let effect) = signal { return step(.effect(effect)) }
            guard let frame = stack.popLast() else { return finish(signal, using: evaluator) }
            if nextOrdinal - ordinalAtSliceStart >= Self.sliceLimit {
                stack.append(frame)
                pending = signal
                return step(.yield)
            }
            signal = handle(signal, in: frame, using: evaluator)
        }
    }

    /// What the innermost frame, already taken off the stack, makes of a signal.
    private mutating func handle(_ signal: Signal, in frame: Frame, using evaluator: some ExpressionEvaluator) -> Signal
    {
        switch (frame, signal) {
        case (.list(var list), .value(let value)):
            guard list.next < list.tasks.count else { return signal }
            let task = list.tasks[list.next]
            list.next += 1
            stack.append(.list(list))
            return begin(task, with: value, using: evaluator)
        case (.task(let task), .value(let output)):
            return complete(task, with: output, using: evaluator)
        case (.task(let task), .error(let error)):
            return fault(task, with: error)
        case (.task(let task), .end(let output)):
            return end(task, with: output)
        case (.loop(let loop), .value(let value)):
            return iterate(loop, with: value, using: evaluator)
        case (.attempt(let attempt), .error(let error)):
            return catching(error, of: attempt, using: evaluator)
        case (.retryDelay(let attempt), .value):
            return retry(attempt)
        default:
            return signal
        }
    }

    private mutating func finish(_ signal: Signal, using evaluator: some ExpressionEvaluator) -> Step {
        switch signal {
        case .value(let value), .end(let value):
            do {
                let output = try evaluate(workflow.output?.as, on: value, using: evaluator) ?? value
                return step(.finished(.completed(output)))
            } catch {
                return step(.finished(.faulted(error.inWorkflow)))
            }
        case .error(let error):
            return step(.finished(.faulted(error)))
        case .effect(let effect):
            return step(.effect(effect))
        }
    }

    private mutating func step(_ next: Step.Next) -> Step {
        defer { changed = [:] }
        return Step(tasks: Array(changed.values), next: next)
    }
}

/// What a run is, apart from its definition and state.
package struct RunDescription: Sendable {
    package let id: String
    package let input: JSON
    package let startedAt: Timestamp

    package init(id: String, input: JSON, startedAt: Timestamp) {
        self.id = id
        self.input = input
        self.startedAt = startedAt
    }
}

/// How far a run has come.
package struct Step: Sendable {
    /// The task instances that changed since the last step, each as it is now.
    package let tasks: [TaskRecord]
    package let next: Next

    package enum Next: Sendable {
        case effect(Effect)
        /// Nothing is waited for: commit if you like, then resume.
        case yield
        case finished(Outcome)
    }
}

/// How a run ended.
package enum Outcome: Sendable {
    case completed(JSON)
    case faulted(WorkflowError)
}

extension WorkflowError {
    /// The same error, placed at the workflow where no task is to blame.
    var inWorkflow: WorkflowError {
        var error = self
        error.instance = error.instance ?? "/"
        return error
    }
}
