internal import JSON

/// One evaluation of a ``PlainExpression``.
///
/// Every part has one output or none (nil), and a part without one leaves what it stands in without one.
struct PlainEvaluation {
    /// It must be left to jq: it is an error, or takes too much here, where nothing could stop it.
    struct NotPlain: Error {}

    /// What an evaluation may do: parts, members, elements and characters that it looks at or makes.
    static let workLimit = 200_000

    let variables: JSONObject
    private var work = 0
    /// Whether the output is more than a part of the input.
    private var isConstructed = false

    init(variables: JSONObject) {
        self.variables = variables
    }

    /// The output, null where there is none.
    mutating func value(of expression: PlainExpression, on input: JSON) throws(NotPlain) -> JSON {
        let output = try output(of: expression, on: input) ?? .null
        // Constructions can share their parts: what is small here can be large, or deep, as text.
        if isConstructed { try measure(output, level: 0) }
        return output
    }

    mutating func output(of expression: PlainExpression, on input: JSON) throws(NotPlain) -> JSON? {
        try spend(1)
        switch expression {
        case .input: return input
        case .variable(let name): return variables[name] ?? .null
        case .literal(let value): return value
        case .member(let container, let name, let isOptional):
            guard let container = try output(of: container, on: input) else { return nil }
            return try member(name, of: container, isOptional: isOptional)
        case .element(let container, let key, let isOptional):
            guard let key = try output(of: key, on: input), let container = try output(of: container, on: input)
            else { return nil }
            return try element(key, of: container, isOptional: isOptional)
        case .text(let segments): return try text(segments, on: input)
        case .array(let elements): return try array(elements, on: input)
        case .object(let members): return try object(members, on: input)
        case .comparison(let left, let sign, let right):
            guard let right = try output(of: right, on: input), let left = try output(of: left, on: input) else {
                return nil
            }
            return .bool(try compare(left, sign, right))
        case .arithmetic(let left, let sign, let right):
            guard let right = try output(of: right, on: input), let left = try output(of: left, on: input) else {
                return nil
            }
            return try result(of: left, sign, right)
        case .negation(let operand):
            guard let operand = try output(of: operand, on: input) else { return nil }
            guard case .number(let number) = operand else { throw NotPlain() }
            return try .exact(-number.double)
        case .and(let left, let right):
            guard let left = try output(of: left, on: input) else { return nil }
            return left.isTrue ? try output(of: right, on: input).map { .bool($0.isTrue) } : .bool(false)
        case .or(let left, let right):
            guard let left = try output(of: left, on: input) else { return nil }
            return left.isTrue ? .bool(true) : try output(of: right, on: input).map { .bool($0.isTrue) }
        case .alternative(let left, let right):
            if let left = try output(of: left, on: input), left.isTrue { return left }
            return try output(of: right, on: input)
        case .pipe(let left, let right):
            guard let left = try output(of: left, on: input) else { return nil }
            return try output(of: right, on: left)
        case .attempt(let inner): return try output(of: inner, on: input)
        case .condition(let condition, let consequence, let alternative):
            guard let condition = try output(of: condition, on: input) else { return nil }
            return try output(of: condition.isTrue ? consequence : alternative, on: input)
        case .function(let function): return try output(of: function, on: input)
        }
    }

    mutating func spend(_ amount: Int) throws(NotPlain) {
        work += amount
        if work > Self.workLimit { throw NotPlain() }
    }

    mutating func noteConstruction() {
        isConstructed = true
    }
}
