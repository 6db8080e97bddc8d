import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// A template's value for a task: its expressions run on the task's input.
    func evaluate(
        _ template: Template, task: TaskFrame, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> JSON {
        try evaluate(template, on: task.input, variables: variables(task: task), using: evaluator)
    }

    /// The value of a template that may be missing; the variables follow from what is known (specification,
    /// "Runtime expression arguments").
    func evaluate(
        _ template: Template?, on value: JSON, task: TaskFrame? = nil, rawOutput: JSON? = nil, output: JSON? = nil,
        using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> JSON? {
        guard let template else { return nil }
        let variables = variables(task: task, rawOutput: rawOutput, output: output)
        return try evaluate(template, on: value, variables: variables, using: evaluator)
    }

    /// An expression's value at a task.
    func evaluate(
        _ expression: Expression, on value: JSON, task: TaskFrame?, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> JSON {
        try evaluate(expression, on: value, variables: variables(task: task), using: evaluator)
    }

    func evaluate(
        _ expression: Expression, on value: JSON, variables: JSONObject, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> JSON {
        try values(of: [expression], on: value, variables: variables, using: evaluator)[0]
    }

    func evaluate(
        _ template: Template, on value: JSON, variables: JSONObject, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> JSON {
        let expressions = template.expressions
        if expressions.isEmpty { return template.value(filledFrom: []) }
        let values = try values(of: expressions, on: value, variables: variables, using: evaluator)
        let filled = template.value(filledFrom: values)
        try checkDepth(of: filled)
        return filled
    }

    /// How deep values may stand in values. What is kept of a run wraps them, and must still be readable (`JSON.nestingLimit`).
    static let valueDepthLimit = 190

    /// Loops could otherwise wrap a value into itself without end.
    func checkDepth(of value: JSON) throws(WorkflowError) {
        guard value.isDeeper(than: Self.valueDepthLimit) else { return }
        throw WorkflowError(
            .expression,
            detail: "Values stand in values more than \(Self.valueDepthLimit) levels deep. Keep less of it.")
    }

    private func values(
        of expressions: [Expression], on value: JSON, variables: JSONObject, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> [JSON] {
        // What no expression mentions need not travel: the definition and the input can be large.
        var mentioned = variables.filter { name, _ in expressions.contains { $0.source.contains("$" + name) } }
        mentioned["__now"] = .number(JSONNumber(Double(clock.microseconds) / 1_000_000))
        do {
            return try evaluator.evaluate(expressions.map(\.index), on: value, variables: mentioned)
        } catch {
            let source = error.index.map { "`\(workflow.expressions.expressions[$0])`: " } ?? ""
            throw WorkflowError(.expression, detail: source + error.message)
        }
    }

    /// The arguments of expressions at this point of the run. A name that is not bound here is null.
    func variables(task: TaskFrame? = nil, rawOutput: JSON? = nil, output: JSON? = nil) -> JSONObject {
        var variables: JSONObject = [
            "context": context,
            "secrets": .object(run.secrets),
            "runtime": ["name": "intelligentic", "version": "0.1.0", "metadata": [:]],
            "workflow": [
                "id": .string(run.id), "definition": workflow.definition, "input": run.input,
                "startedAt": run.startedAt.expressionValue,
            ],
        ]
        variables.merge(scopedVariables()) { $1 }
        guard let task else { return variables }
        variables["input"] = task.input
        if let output { variables["output"] = output }
        if let authorization = task.authorization { variables["authorization"] = authorization }
        variables["task"] =
            extendedTask ?? [
                "name": .string(task.named.name), "reference": .string(task.record.reference),
                "definition": task.named.task.definition, "input": task.record.input, "output": rawOutput ?? .null,
                "startedAt": task.record.startedAt.expressionValue,
            ]
        return variables
    }

    /// The variables of `for`, `catch` and `foreach` around this point; inner ones hide outer ones.
    func scopedVariables() -> JSONObject {
        var variables = current.scope.variables
        for frame in current.stack {
            switch frame {
            case .loop(let frame) where frame.next > 0:
                guard let loop = frame.loop else { continue }
                variables[loop.each] = frame.items[frame.next - 1]
                variables[loop.at] = JSON(frame.next - 1)
            case .handler(let handler):
                if let name = handler.variable { variables[name] = handler.error.json }
            case .listen(let listen):
                variables.merge(listen.variables) { $1 }
            default:
                break
            }
        }
        return variables
    }
}

extension Timestamp {
    /// A time as expressions see it.
    fileprivate var expressionValue: JSON {
        let seconds = microseconds / 1_000_000
        return [
            "iso8601": .string(description),
            "epoch": ["seconds": JSON(Int(seconds)), "milliseconds": JSON(Int(microseconds / 1_000))],
        ]
    }
}

extension Template {
    /// The expressions in it, in the order in which ``value(filledFrom:)`` takes their values.
    var expressions: [Expression] {
        switch self {
        case .literal: []
        case .expression(let expression), .attempt(let expression, _): [expression]
        case .interpolation(let segments):
            segments.compactMap { segment in
                if case .expression(let expression) = segment { expression } else { nil }
            }
        case .array(let elements): elements.flatMap(\.expressions)
        case .object(let members): members.flatMap(\.value.expressions)
        }
    }

    /// The template with a value in the place of each expression.
    func value(filledFrom values: [JSON]) -> JSON {
        var rest = values[...]
        return value(takingFrom: &rest)
    }

    private func value(takingFrom values: inout ArraySlice<JSON>) -> JSON {
        switch self {
        case .literal(let value): return value
        case .expression: return values.removeFirst()
        case .attempt(_, let text): return values.removeFirst()[0] ?? text
        case .interpolation(let segments):
            var text = ""
            for segment in segments {
                switch segment {
                case .text(let part): text += part
                case .expression: text += values.removeFirst().interpolated
                }
            }
            return .string(text)
        case .array(let elements): return .array(elements.map { $0.value(takingFrom: &values) })
        case .object(let members):
            var object = JSONObject(minimumCapacity: members.count)
            for (name, member) in members { object[name] = member.value(takingFrom: &values) }
            return .object(object)
        }
    }
}

extension JSON {
    /// The value inside a longer string: strings as they are, null as nothing, the rest as JSON.
    fileprivate var interpolated: String {
        switch self {
        case .string(let text): text
        case .null: ""
        default: text
        }
    }
}
