import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// Starts a task of the list on top of the stack: `if`, `input.from`, then what its kind asks for
    /// (specification, "Data Flow").
    mutating func begin(_ named: NamedTask, with rawInput: JSON, using evaluator: some ExpressionEvaluator) -> Signal {
        var record = TaskRecord(
            ordinal: nextOrdinal, name: named.name, reference: named.pointer.description, status: .running,
            attempt: currentAttempt, startedAt: clock, input: rawInput)
        nextOrdinal += 1
        guard nextOrdinal <= Self.taskLimit else {
            let task = TaskFrame(named: named, record: record, input: rawInput)
            return fault(
                task,
                with: WorkflowError(
                    .runtime, detail: "The run started more than \(Self.taskLimit) tasks, which is the limit."))
        }
        let unprepared = TaskFrame(named: named, record: record, input: rawInput)
        do {
            if let condition = named.task.condition,
                try !isTrue(condition, on: rawInput, task: unprepared, using: evaluator)
            {
                record.status = .skipped
                record.endedAt = clock
                note(record)
                return .value(rawInput)
            }
            let input =
                try evaluate(named.task.input?.from, on: rawInput, task: unprepared, using: evaluator) ?? rawInput
            return try perform(TaskFrame(named: named, record: record, input: input), using: evaluator)
        } catch {
            return fault(unprepared, with: error)
        }
    }

    private mutating func perform(
        _ task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal {
        switch task.named.task.kind {
        case .set(let template):
            return complete(task, with: try evaluate(template, task: task, using: evaluator), using: evaluator)
        case .switch(let cases):
            let directive = try directive(of: cases, task: task, using: evaluator)
            return complete(task, with: task.input, directive: directive, using: evaluator)
        case .raise(let raised):
            return fault(task, with: try error(from: raised.definition, task: task, using: evaluator))
        case .do(let tasks):
            push(task)
            stack.append(.list(ListFrame(tasks: tasks)))
            return .value(task.input)
        case .for(let loop):
            let items = try items(of: loop, task: task, using: evaluator)
            push(task)
            return iterate(LoopFrame(loop: loop, items: items), with: task.input, using: evaluator)
        case .try(let definition):
            push(task)
            let attempt = AttemptFrame(definition: definition, input: task.input, firstStartedAt: clock)
            stack.append(.attempt(attempt))
            stack.append(.list(ListFrame(tasks: definition.try)))
            return .value(task.input)
        case .call(.http(let call)):
            let effect = try httpEffect(of: call, task: task, using: evaluator)
            push(task)
            return .effect(Effect(ordinal: task.record.ordinal, kind: .http(effect)))
        case .call(.agent(let call)):
            let effect = try agentEffect(of: call, task: task, using: evaluator)
            push(task)
            return .effect(Effect(ordinal: task.record.ordinal, kind: .agent(effect)))
        case .call, .emit, .fork, .listen, .run, .wait:
            // Deployment refuses them; a worker may be older than what deployed the document.
            throw WorkflowError(.configuration, detail: "This version cannot run such a task.")
        }
    }

    private mutating func push(_ task: TaskFrame) {
        note(task.record)
        stack.append(.task(task))
    }

    /// The attempt of the innermost `try` around the next task.
    private var currentAttempt: Int {
        for case .attempt(let frame) in stack.reversed() { return frame.attempt }
        return 1
    }

    private func directive(
        of cases: [SwitchCase], task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> FlowDirective? {
        for candidate in cases {
            if let condition = candidate.when,
                try isTrue(condition, on: task.input, task: task, using: evaluator)
            {
                return candidate.then
            }
        }
        return cases.first { $0.when == nil }?.then
    }

    private func error(
        from definition: ErrorDefinition, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> WorkflowError {
        func text(_ template: Template?) throws(WorkflowError) -> String? {
            guard let template else { return nil }
            let value = try evaluate(template, task: task, using: evaluator)
            return value.isNull ? nil : value.string ?? value.text
        }
        let status = try evaluate(definition.status, task: task, using: evaluator)
        return WorkflowError(
            type: try text(definition.type) ?? StandardError.runtime.type,
            status: status.int ?? StandardError.runtime.status,
            instance: try text(definition.instance), title: try text(definition.title),
            detail: try text(definition.detail))
    }
}
