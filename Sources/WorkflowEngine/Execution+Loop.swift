import JSON
import WorkflowDSL

extension Execution {
    /// The items of a `for`; null stands for none.
    func items(
        of loop: ForLoop, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> [JSON] {
        let value = try evaluate(loop.in, on: task.input, variables: variables(task: task), using: evaluator)
        if value.isNull { return [] }
        guard let items = value.array else {
            throw WorkflowError(
                .expression, detail: "`for.in` must give an array; it gave a value of type \(value.kind).")
        }
        return items
    }

    /// Starts the next iteration, with the last one's output as its input, or ends the loop.
    mutating func iterate(_ frame: LoopFrame, with value: JSON, using evaluator: some ExpressionEvaluator) -> Signal {
        guard frame.next < frame.items.count else { return .value(value) }
        var frame = frame
        frame.next += 1
        stack.append(.loop(frame))
        do {
            if let condition = frame.loop.while,
                try !isTrue(condition, on: value, variables: variables(task: innermostTask), using: evaluator)
            {
                stack.removeLast()
                return .value(value)
            }
        } catch {
            stack.removeLast()
            return .error(error)
        }
        stack.append(.list(ListFrame(tasks: frame.loop.do)))
        return .value(value)
    }

    var innermostTask: TaskFrame? {
        for case .task(let task) in stack.reversed() { return task }
        return nil
    }
}
