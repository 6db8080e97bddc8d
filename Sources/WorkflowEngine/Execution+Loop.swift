import JSON
import WorkflowDSL

extension Execution {
    /// The items of a `for`; null stands for none.
    func items(
        of loop: ForLoop, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> [JSON] {
        let value = try evaluate(loop.in, on: task.input, task: task, using: evaluator)
        if value.isNull { return [] }
        guard let items = value.array else {
            throw WorkflowError(
                .expression, detail: "`for.in` must give an array; it gave a value of type \(value.kind).")
        }
        return items
    }

    /// Starts the next iteration, with the last one's output as its input, or ends the loop.
    mutating func iterate(_ frame: LoopFrame, with value: JSON, using evaluator: some ExpressionEvaluator) -> Signal {
        guard frame.next < frame.items.count, let loop = frame.loop else { return .value(value) }
        var frame = frame
        frame.next += 1
        current.stack.append(.loop(frame))
        do {
            if let condition = loop.while {
                let result = try evaluate(condition, on: value, task: innermostTask, using: evaluator)
                if !result.isTrue {
                    current.stack.removeLast()
                    let ending = condition.told(result, ["iteration": JSON(frame.next - 1)])
                    tell(.for, ["items": JSON(frame.items.count), "while": ending])
                    return .value(value)
                }
            }
        } catch {
            current.stack.removeLast()
            return .error(error)
        }
        current.stack.append(.list(ListFrame(tasks: loop.do)))
        return .value(value)
    }

    var innermostTask: TaskFrame? {
        for case .task(let task) in current.stack.reversed() { return task }
        return nil
    }
}

extension LoopFrame {
    var loop: ForLoop? {
        if case .for(let loop) = named.task.kind { loop } else { nil }
    }
}
