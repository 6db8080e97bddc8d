import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// Starts a task: `if`, `input`, then what its kind asks for (specification, "Data Flow").
    mutating func begin(
        _ named: NamedTask, with rawInput: JSON, isExtended: Bool = false, using evaluator: some ExpressionEvaluator
    ) -> Signal? {
        var record = TaskRecord(
            ordinal: nextOrdinal, name: named.name, reference: named.pointer.description, status: .running,
            attempt: currentAttempt, startedAt: clock, input: rawInput)
        let iterations = currentIterations
        if !iterations.isEmpty { record.tell(.iterations, .array(iterations.map { JSON($0) })) }
        var unprepared = TaskFrame(named: named, record: record, input: rawInput)
        // Before anything of it is told.
        let shown = conceal(rawInput, by: named.task.input?.schema, using: evaluator)
        if shown != rawInput { shownInputs[record.ordinal] = shown }
        do throws(WorkflowError) {
            if !isExtended, let signal = try beginExtended(unprepared, using: evaluator) {
                // The ordinal is another task's, but where the task itself came first.
                if nextOrdinal == record.ordinal { shownInputs[record.ordinal] = nil }
                return signal
            }
            nextOrdinal += 1
            guard nextOrdinal <= Self.taskLimit else {
                throw WorkflowError(
                    .runtime, detail: "The run started more than \(Self.taskLimit) tasks, which is the limit.")
            }
            try checkSecrets()
            if let condition = named.task.condition {
                let value = try evaluate(condition, on: rawInput, task: unprepared, using: evaluator)
                record.tell(.if, condition.told(value))
                unprepared.record = record
                guard value.isTrue else {
                    record.status = .skipped
                    record.endedAt = clock
                    note(record)
                    return .value(rawInput)
                }
            }
            try check(
                rawInput, against: named.task.input?.schema, of: "The task's input", task: unprepared, using: evaluator)
            let input =
                try evaluate(named.task.input?.from, on: rawInput, task: unprepared, using: evaluator) ?? rawInput
            return try perform(TaskFrame(named: named, record: record, input: input), using: evaluator)
        } catch {
            return fault(unprepared, with: error)
        }
    }

    private mutating func perform(
        _ task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        switch task.named.task.kind {
        case .set(let template):
            return complete(task, with: try evaluate(template, task: task, using: evaluator), using: evaluator)
        case .switch(let cases):
            return try choose(from: cases, in: task, using: evaluator)
        case .raise(let raised):
            return fault(task, with: try error(from: raised.definition, task: task, using: evaluator))
        case .do(let tasks):
            try push(task, using: evaluator)
            current.stack.append(.list(ListFrame(tasks: tasks)))
            return .value(task.input)
        case .for(let loop):
            let items = try items(of: loop, task: task, using: evaluator)
            var task = task
            task.record.tell(.for, ["items": JSON(items.count)])
            try push(task, using: evaluator)
            return iterate(LoopFrame(named: task.named, items: items), with: task.input, using: evaluator)
        case .fork(let fork):
            try push(task, using: evaluator)
            return branch(fork, with: task.input)
        case .try:
            try push(task, using: evaluator)
            let attempt = AttemptFrame(named: task.named, input: task.input, firstStartedAt: clock)
            return retry(attempt, using: evaluator)
        case .call(let call):
            return try self.call(call, task: task, using: evaluator)
        case .run(let run):
            return try process(run, task: task, using: evaluator)
        case .emit(let emission):
            let event = try event(of: emission, task: task, using: evaluator)
            return try ask(for: .emit(event), of: task, using: evaluator)
        case .listen(let listener):
            return try listen(to: listener, task: task, using: evaluator)
        case .wait(let template):
            let delay = try duration(of: template, on: task.input, variables: variables(task: task), using: evaluator)
            return try ask(for: .timer(until: clock + delay), of: task, status: .waiting, using: evaluator)
        }
    }

    /// Puts a task on the stack; its time begins.
    mutating func push(_ task: TaskFrame, using evaluator: some ExpressionEvaluator) throws(WorkflowError) {
        var task = task
        if let timeout = task.named.task.timeout {
            let duration = try duration(
                of: timeout.after, on: task.input, variables: variables(task: task), using: evaluator)
            task.record.tell(.deadline, .string((clock + duration).description))
            task.deadline = askForTimer(after: duration, purpose: .deadline)
        }
        note(task.record)
        current.stack.append(.task(task))
    }

    /// Puts a task on the stack that goes on with the result of an effect.
    mutating func ask(
        for kind: Effect.Kind, of task: TaskFrame, status: TaskStatus = .running,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        var task = task
        task.record.status = status
        if let told = kind.told { task.record.tell(told.member, told.value) }
        try push(task, using: evaluator)
        ask(for: kind, ordinal: task.record.ordinal)
        return nil
    }

    /// The attempt of the innermost `try` around the next task.
    var currentAttempt: Int {
        for case .attempt(let frame) in current.stack.reversed() { return frame.attempt }
        return current.scope.attempt
    }

    private mutating func choose(
        from cases: [SwitchCase], in task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Signal? {
        var task = task
        var chosen = cases.first { $0.when == nil }
        var conditions: [JSON] = []
        for candidate in cases {
            guard let condition = candidate.when else { continue }
            let value = try evaluate(condition, on: task.input, task: task, using: evaluator)
            conditions.append(condition.told(value, ["case": .string(candidate.name)]))
            guard value.isTrue else { continue }
            chosen = candidate
            break
        }
        task.record.tell(
            .switch,
            [
                "case": JSON(chosen?.name), "then": JSON(chosen?.then.text),
                "conditions": .array(conditions.suffix(TaskRecord.listedDetailLimit)),
            ])
        return complete(task, with: task.input, directive: chosen?.then, using: evaluator)
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

extension JSON {
    /// Whether a condition's value counts as true: all but false and null, as in jq.
    var isTrue: Bool { self != .null && self != .bool(false) }
}
