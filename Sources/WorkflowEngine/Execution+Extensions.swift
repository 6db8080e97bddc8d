import JSON
import WorkflowDSL

/// A task that extensions wrap: what runs before it, the task, what runs after it (specification, "Extension").
struct ExtendedFrame: Sendable {
    let named: NamedTask
    let rawInput: JSON
    /// The lists that are still to run in this phase.
    var lists: [[NamedTask]]
    var after: [[NamedTask]]
    var phase = Phase.before
    /// A list before the task said `then: exit`: its output stands for the task's.
    var isBypassed = false
    /// How the task ended.
    var output: JSON = .null
    var directive = FlowDirective.continue
    /// `$task` of the extensions: the task that is extended.
    let task: JSON

    enum Phase: String, Sendable, Codable {
        case before, task, after
    }

}

extension Execution {
    /// Wraps a task in the extensions that apply to it.
    ///
    /// - Returns: nil where none does.
    mutating func beginExtended(
        _ task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal?? {
        guard !extensions.isEmpty, !isInExtension else { return nil }
        let subject = descriptor(of: task)
        var applicable: [TaskExtension] = []
        for candidate in extensions where candidate.extend.covers(task.named.task.kind) {
            if let condition = candidate.when {
                var variables = variables(task: task)
                variables["task"] = subject
                let value = try evaluate(condition, on: task.input, variables: variables, using: evaluator)
                guard value.isTrue else { continue }
            }
            applicable.append(candidate)
        }
        let before = applicable.map(\.before).filter { !$0.isEmpty }
        // The one that is outermost before the task is outermost after it.
        let after = applicable.reversed().map(\.after).filter { !$0.isEmpty }
        guard !before.isEmpty || !after.isEmpty else { return nil }
        let frame = ExtendedFrame(
            named: task.named, rawInput: task.input, lists: before, after: after, task: subject)
        return .some(extend(frame, with: .value(task.input), using: evaluator))
    }

    /// Goes on with what surrounds a task, or with the task.
    mutating func extend(
        _ frame: ExtendedFrame, with signal: Signal, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        var frame = frame
        switch (frame.phase, signal) {
        case (.before, .value(let value)):
            if frame.isBypassed { return .done(value, .continue) }
            if !frame.lists.isEmpty { return run(frame) }
            frame.phase = .task
            current.stack.append(.extended(frame))
            return begin(frame.named, with: frame.rawInput, isExtended: true, using: evaluator)
        case (.task, .done(let output, let directive)):
            return runAfter(frame, output, directive)
        case (.task, .value(let output)):
            // It was skipped.
            return runAfter(frame, output, .continue)
        case (.after, .value):
            return frame.lists.isEmpty ? .done(frame.output, frame.directive) : run(frame)
        default:
            return signal
        }
    }

    var isInExtension: Bool {
        extendedTask != nil
    }

    /// `$task` where tasks of extensions run.
    var extendedTask: JSON? {
        for case .extended(let frame) in current.stack.reversed() where frame.phase != .task { return frame.task }
        return current.scope.extendedTask
    }

    private mutating func runAfter(_ frame: ExtendedFrame, _ output: JSON, _ directive: FlowDirective) -> Signal? {
        var frame = frame
        (frame.phase, frame.lists, frame.output, frame.directive) = (.after, frame.after, output, directive)
        return frame.lists.isEmpty ? .done(output, directive) : run(frame)
    }

    private mutating func run(_ frame: ExtendedFrame) -> Signal {
        var frame = frame
        let list = frame.lists.removeFirst()
        current.stack.append(.extended(frame))
        current.stack.append(.list(ListFrame(tasks: list)))
        return .value(frame.phase == .after ? frame.output : frame.rawInput)
    }

    /// The extended task for its extensions: its descriptor, and the members of its definition.
    private func descriptor(of task: TaskFrame) -> JSON {
        var descriptor = task.named.task.definition.object ?? [:]
        descriptor["name"] = .string(task.named.name)
        descriptor["reference"] = .string(task.record.reference)
        descriptor["definition"] = task.named.task.definition
        descriptor["input"] = task.record.input
        return .object(descriptor)
    }
}

extension TaskExtension.Target {
    fileprivate func covers(_ kind: Task.Kind) -> Bool {
        switch (self, kind) {
        case (.all, _), (.call, .call), (.emit, .emit), (.for, .for), (.listen, .listen), (.raise, .raise),
            (.run, .run), (.set, .set), (.switch, .switch), (.try, .try), (.wait, .wait), (.composite, .do),
            (.composite, .fork):
            true
        default: false
        }
    }
}
