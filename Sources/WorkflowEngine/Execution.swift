package import Identity
package import JSON
package import WorkflowDSL

/// A run being interpreted: a pure state machine.
///
/// It performs nothing and reads no clock. ``start(using:)`` and ``resume(with:using:)`` go on until the run waits for
/// effects or ends; the caller performs the effects, journals their results and feeds them back in the order of the
/// journal. Fed with the same journal it takes the same steps, so a replay needs the definition, the input and the
/// journal only.
package struct Execution: Sendable {
    /// More task instances than this fail the run: a loop that never ends must not live for ever.
    package static let taskLimit = 100_000
    /// After so many task instances without an effect the caller gets to commit, and to see a cancel.
    package static let sliceLimit = 200

    package let workflow: Workflow
    package let run: RunDescription
    let extensions: [TaskExtension]

    /// The strand that is being advanced; between steps, none of ``strands``.
    var current = Strand(id: Strand.root, parent: nil, scope: Strand.Scope(), stack: [])
    var strands: [Int: Strand] = [:]
    /// Signals that strands go on with, in this order.
    var ready: [(strand: Int, signal: Signal)] = []
    /// What has been asked for, by ordinal.
    var outstanding: OrderedDictionary<Int, Outstanding> = [:]
    var context: JSON = .object([:])
    /// Logical time: when the latest journalled result was known.
    var clock: Timestamp
    var nextOrdinal = 0
    var nextStrand = Strand.root + 1
    /// The ordinal of the timer that ends the run.
    var deadline: Int?
    /// What the run has met in fields that schemas mark secret: to be masked wherever it is shown.
    package internal(set) var secretValues: Set<JSON> = []
    var secretBytes = 0
    /// Whether there was more than the run may meet.
    var hasTooManySecrets = false
    /// The inputs of open tasks as they are shown, of those with marked fields, by ordinal.
    var shownInputs: [Int: JSON] = [:]

    private var ordinalAtSliceStart = 0
    private var changed: OrderedDictionary<Int, TaskRecord> = [:]
    private var asked: OrderedDictionary<Int, Effect> = [:]
    private var withdrawn: [Int] = []
    private var hasFinished = false
    /// Whether steps have their ``Step/transitions``.
    package var tellsTransitions = false
    private var transitions: [TaskRecord] = []

    package init(of workflow: Workflow, run: RunDescription) {
        self.workflow = workflow
        self.run = run
        extensions = workflow.use.extensions
        clock = run.startedAt
    }

    /// Takes the first steps.
    package mutating func start(using evaluator: some ExpressionEvaluator) -> Step {
        do {
            _ = conceal(run.input, by: workflow.input?.schema, using: evaluator)
            try checkSecrets()
            try check(run.input, against: workflow.input?.schema, of: "The workflow's input", using: evaluator)
            let input = try evaluate(workflow.input?.from, on: run.input, using: evaluator) ?? run.input
            if let timeout = workflow.timeout {
                let duration = try duration(of: timeout.after, on: input, variables: variables(), using: evaluator)
                deadline = askForTimer(after: duration, purpose: .deadline)
            }
            strands[Strand.root] = Strand(
                id: Strand.root, parent: nil, scope: Strand.Scope(), stack: [.list(ListFrame(tasks: workflow.do))])
            ready = [(Strand.root, .value(input))]
            return advance(using: evaluator)
        } catch {
            return finish(.error(error.inWorkflow), using: evaluator)
        }
    }

    /// Goes on after a step that ended with ``Step/Next/yield``.
    package mutating func resume(using evaluator: some ExpressionEvaluator) -> Step {
        advance(using: evaluator)
    }

    /// Goes on with the result of an effect. One that is not waited for any more changes nothing.
    package mutating func resume(with entry: JournalEntry, using evaluator: some ExpressionEvaluator) -> Step {
        guard let waiting = outstanding[entry.ordinal] else { return advance(using: evaluator) }
        clock = max(clock, entry.at)
        switch waiting.purpose {
        case .deadline:
            outstanding.removeValue(forKey: entry.ordinal)
            if entry.ordinal == deadline {
                return finish(.error(Self.timeout("The workflow", instance: "/")), using: evaluator)
            }
            expire(entry.ordinal, of: waiting.strand)
        case .events:
            deliver(entry, to: waiting.strand, using: evaluator)
        case .result:
            outstanding.removeValue(forKey: entry.ordinal)
            if let about = entry.about { tell(about, in: waiting.strand) }
            switch entry.result {
            case .success(let output): ready.append((waiting.strand, .value(output)))
            case .failure(let error): ready.append((waiting.strand, .error(error)))
            }
        }
        return advance(using: evaluator)
    }

    /// Whether the run has more to do before it needs a result: the last step yielded.
    package var isReady: Bool { !ready.isEmpty }

    /// The effects that have been asked for and have no result yet, in the order in which they were asked for.
    package var outstandingEffects: [Effect] {
        outstanding.values.map(\.effect)
    }

    /// Whether a result with this ordinal is waited for.
    package func awaits(_ ordinal: Int) -> Bool { outstanding[ordinal] != nil }

    /// The ordinal of a time limit that is over.
    package func overdueDeadline(at time: Timestamp) -> Int? {
        outstanding.values.first { waiting in
            guard waiting.purpose == .deadline, case .timer(let until) = waiting.effect.kind else { return false }
            return until <= time
        }?.effect.ordinal
    }

    /// How many task instances and other things with an ordinal there were: the place of a yield.
    package var position: Int { nextOrdinal }

    mutating func note(_ record: TaskRecord) {
        var record = record
        if let shown = shownInputs[record.ordinal] { record.input = shown }
        if record.endedAt != nil { shownInputs[record.ordinal] = nil }
        changed[record.ordinal] = record
        if tellsTransitions { transitions.append(record) }
    }

    /// Asks for an effect of the current strand, which is then blocked unless the effect is a deadline.
    mutating func ask(for kind: Effect.Kind, ordinal: Int, purpose: Outstanding.Purpose = .result) {
        let effect = Effect(ordinal: ordinal, kind: kind)
        outstanding[ordinal] = Outstanding(effect: effect, strand: current.id, purpose: purpose)
        asked[ordinal] = effect
    }

    /// Asks for a timer that has an ordinal of its own, so that its journal entry has a key.
    mutating func askForTimer(after delay: Duration, purpose: Outstanding.Purpose) -> Int {
        nextOrdinal += 1
        ask(for: .timer(until: clock + delay), ordinal: nextOrdinal - 1, purpose: purpose)
        return nextOrdinal - 1
    }

    /// Gives an effect up.
    mutating func withdraw(_ ordinal: Int?) {
        guard let ordinal, outstanding.removeValue(forKey: ordinal) != nil else { return }
        // What was asked for in this very step nobody has begun.
        if asked.removeValue(forKey: ordinal) == nil { withdrawn.append(ordinal) }
    }

    private mutating func advance(using evaluator: some ExpressionEvaluator) -> Step {
        ordinalAtSliceStart = nextOrdinal
        while !ready.isEmpty {
            let next = ready.removeFirst()
            guard let strand = strands.removeValue(forKey: next.strand) else { continue }
            current = strand
            var signal: Signal? = next.signal
            while let now = signal {
                if nextOrdinal - ordinalAtSliceStart >= Self.sliceLimit {
                    ready.insert((current.id, now), at: 0)
                    break
                }
                guard let frame = current.stack.popLast() else {
                    guard current.parent != nil else { return finish(now, using: evaluator) }
                    branchEnded(with: now)
                    break
                }
                signal = handle(now, in: frame, using: evaluator)
            }
            if !current.stack.isEmpty { strands[current.id] = current }
            if nextOrdinal - ordinalAtSliceStart >= Self.sliceLimit { return step(.yield) }
        }
        return step(hasFinished ? .finished(.completed(.null)) : .waiting)
    }

    /// What the innermost frame, already taken off the stack, makes of a signal. Nil: the strand is blocked.
    private mutating func handle(
        _ signal: Signal, in frame: Frame, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        switch (frame, signal) {
        case (.list(let list), .value(let value)): next(of: list, with: value, using: evaluator)
        case (.list(let list), .done(let output, let directive)): follow(directive, with: output, in: list)
        case (.task(let task), .value(let result)):
            complete(task, with: task.rawOutput(of: result), using: evaluator)
        case (.task(let task), .done(let output, let directive)):
            complete(task, with: output, directive: task.takesDirective ? directive : nil, using: evaluator)
        case (.task(let task), .error(let error)): fault(task, with: error)
        case (.task(let task), .end(let output)): end(task, with: output, using: evaluator)
        case (.loop(let loop), .value(let value)): iterate(loop, with: value, using: evaluator)
        case (.attempt(let attempt), _): attempted(attempt, signal, using: evaluator)
        case (.retryDelay(let attempt), .value): retry(attempt, using: evaluator)
        case (.handler(let handler), .value(let value)): handled(handler, with: value)
        case (.listen(let listen), .value(let value)): processed(value, in: listen, using: evaluator)
        case (.listen(let listen), _): abandoned(listen, with: signal)
        case (.extended(let extended), _): extend(extended, with: signal, using: evaluator)
        default: signal
        }
    }

    private mutating func next(
        of list: ListFrame, with value: JSON, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        guard list.next < list.tasks.count else { return .value(value) }
        var list = list
        list.next += 1
        current.stack.append(.list(list))
        return begin(list.tasks[list.next - 1], with: value, using: evaluator)
    }

    mutating func finish(_ signal: Signal, using evaluator: some ExpressionEvaluator) -> Step {
        dismantleAll()
        withdraw(deadline)
        hasFinished = true
        switch signal {
        case .value(let value), .end(let value), .done(let value, _):
            do {
                let output = try evaluate(workflow.output?.as, on: value, using: evaluator) ?? value
                let shown = conceal(output, by: workflow.output?.schema, using: evaluator)
                try checkSecrets()
                try check(output, against: workflow.output?.schema, of: "The workflow's output", using: evaluator)
                // A run that has ended works with it no more.
                return step(.finished(.completed(shown)))
            } catch {
                return step(.finished(.faulted(error.inWorkflow)))
            }
        case .error(let error):
            return step(.finished(.faulted(error.inWorkflow)))
        }
    }

    private mutating func step(_ next: Step.Next) -> Step {
        defer { (changed, asked, withdrawn, transitions) = ([:], [:], [], []) }
        return Step(
            tasks: Array(changed.values), transitions: transitions, effects: Array(asked.values), withdrawn: withdrawn,
            next: next)
    }
}
