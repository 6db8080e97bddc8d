import JSON
import WorkflowDSL

extension Execution {
    /// Ends a task well: `output.as`, `export.as`, then where the list goes on.
    ///
    /// - Parameter directive: what a `switch` chose; it wins over the task's own `then`.
    mutating func complete(
        _ task: TaskFrame, with rawOutput: JSON, directive: FlowDirective? = nil,
        using evaluator: some ExpressionEvaluator
    ) -> Signal {
        let definition = task.named.task
        let output: JSON
        do {
            output =
                try evaluate(definition.output?.as, on: rawOutput, task: task, rawOutput: rawOutput, using: evaluator)
                ?? rawOutput
            if let exported = try evaluate(
                definition.export?.as, on: output, task: task, rawOutput: rawOutput, output: output, using: evaluator)
            {
                context = exported
            }
        } catch {
            return fault(task, with: error)
        }
        finish(task, .completed, output: output)
        return follow(directive ?? definition.then ?? .continue, with: output, from: task)
    }

    mutating func fault(_ task: TaskFrame, with error: WorkflowError) -> Signal {
        var error = error
        error.instance = error.instance ?? task.record.reference
        finish(task, .faulted, error: error)
        return .error(error)
    }

    /// A task inside this one said `then: end`.
    mutating func end(_ task: TaskFrame, with output: JSON) -> Signal {
        finish(task, .completed, output: output)
        return .end(output)
    }

    private mutating func finish(
        _ task: TaskFrame, _ status: TaskStatus, output: JSON? = nil, error: WorkflowError? = nil
    ) {
        var record = task.record
        record.status = status
        record.endedAt = clock
        record.output = output
        record.error = error
        note(record)
    }

    private mutating func follow(_ directive: FlowDirective, with output: JSON, from task: TaskFrame) -> Signal {
        guard case .list(var list) = stack.popLast() else {
            preconditionFailure("a task runs in a list")
        }
        switch directive {
        case .continue:
            break
        case .exit:
            list.next = list.tasks.count
        case .end:
            return .end(output)
        case .task(let name):
            guard let target = list.tasks.firstIndex(where: { $0.name == name }) else {
                return .error(
                    WorkflowError(
                        type: StandardError.configuration.type, status: StandardError.configuration.status,
                        instance: task.record.reference,
                        detail: "`then: \(name)` names no task of the same list."))
            }
            list.next = target
        }
        stack.append(.list(list))
        return .value(output)
    }
}
