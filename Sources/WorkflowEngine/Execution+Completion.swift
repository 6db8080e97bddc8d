import JSON
import WorkflowDSL

extension Execution {
    /// Ends a task well: `output`, `export`, then where its list goes on.
    ///
    /// - Parameter directive: what a `switch` or a `catch` chose; it wins over the task's own `then`.
    mutating func complete(
        _ task: TaskFrame, with rawOutput: JSON, directive: FlowDirective? = nil,
        using evaluator: some ExpressionEvaluator
    ) -> Signal {
        let definition = task.named.task
        let output: JSON
        let shown: JSON
        do {
            output =
                try evaluate(definition.output?.as, on: rawOutput, task: task, rawOutput: rawOutput, using: evaluator)
                ?? rawOutput
            try checkDepth(of: output)
            shown = conceal(output, by: definition.output?.schema, using: evaluator)
            try checkSecrets()
            try check(output, against: definition.output?.schema, of: "The task's output", task: task, using: evaluator)
            let exported =
                try evaluate(
                    definition.export?.as, on: output, task: task, rawOutput: rawOutput, output: output,
                    using: evaluator) ?? context
            _ = conceal(exported, by: definition.export?.schema, using: evaluator)
            try checkSecrets()
            try check(
                exported, against: definition.export?.schema, of: "The context that the task exports", task: task,
                using: evaluator)
            context = exported
        } catch {
            return fault(task, with: error)
        }
        finish(task, .completed, output: shown)
        return .done(output, directive ?? definition.then ?? .continue)
    }

    mutating func fault(_ task: TaskFrame, with error: WorkflowError) -> Signal {
        var error = error
        // What fails in a function fails where it is called: its own definition may stand in another document.
        if task.isFunctionCall || error.instance == nil { error.instance = task.record.reference }
        finish(task, .faulted, error: error)
        return .error(error)
    }

    /// A task inside this one said `then: end`.
    mutating func end(_ task: TaskFrame, with output: JSON, using evaluator: some ExpressionEvaluator) -> Signal {
        finish(task, .completed, output: conceal(output, by: task.named.task.output?.schema, using: evaluator))
        return .end(output)
    }

    private mutating func finish(
        _ task: TaskFrame, _ status: TaskStatus, output: JSON? = nil, error: WorkflowError? = nil
    ) {
        withdraw(task.deadline)
        var record = task.record
        record.status = status
        record.endedAt = clock
        record.output = output
        record.error = error
        note(record)
    }

    /// Where a list goes on after a task.
    mutating func follow(_ directive: FlowDirective, with output: JSON, in list: ListFrame) -> Signal {
        var list = list
        switch directive {
        case .continue:
            break
        case .exit:
            list.next = list.tasks.count
            if case .extended(var extended)? = current.stack.last, extended.phase == .before {
                extended.isBypassed = true
                current.stack[current.stack.count - 1] = .extended(extended)
            }
        case .end:
            return .end(output)
        case .task(let name):
            guard let target = list.tasks.firstIndex(where: { $0.name == name }) else {
                return .error(
                    WorkflowError(
                        type: StandardError.configuration.type, status: StandardError.configuration.status,
                        instance: list.tasks.prefix(list.next).last?.pointer.description,
                        detail: "`then: \(name)` names no task of the same list."))
            }
            list.next = target
        }
        current.stack.append(.list(list))
        return .value(output)
    }
}

extension TaskFrame {
    /// A task that only waits, or does not wait for what it starts, passes its input on.
    func rawOutput(of result: JSON) -> JSON {
        switch named.task.kind {
        case .wait: input
        case .run(let run) where !run.await: input
        default: result
        }
    }

    /// Whether what ends in this task may say where this task's list goes on.
    var takesDirective: Bool {
        if case .try = named.task.kind { true } else { false }
    }

    var isFunctionCall: Bool {
        if case .call(.function) = named.task.kind { true } else { false }
    }
}
