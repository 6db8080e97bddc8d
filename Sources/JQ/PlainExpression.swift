internal import JSON

/// A jq expression that is evaluated without jq: paths, literals, comparisons, logic, sums, constructions.
///
/// It means what jq 1.6 means by it, with one difference: numbers that are only passed on keep all their digits. Whatever
/// it is not sure of, such as every error, it leaves to jq.
indirect enum PlainExpression: Sendable, Hashable {
    /// `.`
    case input
    /// `$name`
    case variable(String)
    case literal(JSON)
    /// `a.name`; `a.name?` where optional
    case member(of: PlainExpression, String, isOptional: Bool)
    /// `a[b]`
    case element(of: PlainExpression, PlainExpression, isOptional: Bool)
    /// `"text \(a) text"`
    case text([PlainExpression])
    case array([PlainExpression])
    case object([Member])
    case comparison(PlainExpression, Comparison, PlainExpression)
    case arithmetic(PlainExpression, Arithmetic, PlainExpression)
    case negation(PlainExpression)
    case and(PlainExpression, PlainExpression)
    case or(PlainExpression, PlainExpression)
    /// `a // b`
    case alternative(PlainExpression, PlainExpression)
    /// `a | b`
    case pipe(PlainExpression, PlainExpression)
    /// `a?`
    case attempt(PlainExpression)
    case condition(if: PlainExpression, then: PlainExpression, else: PlainExpression)
    case function(Function)

    struct Member: Sendable, Hashable {
        let name: PlainExpression
        let value: PlainExpression
    }

    enum Comparison: Sendable {
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    }

    enum Arithmetic: Sendable {
        case plus, minus, times, divided
    }

    /// A function without arguments.
    enum Function: String, Sendable {
        case not, length, type, empty
    }

    /// Reads an expression; nil where it must be left to jq, also when it is wrong.
    init?(_ source: String, variables: [String]) {
        var parser = PlainExpressionParser(source, variables: variables)
        guard let expression = try? parser.whole() else { return nil }
        self = expression
    }

    /// The expression's value, null where it has no output.
    ///
    /// - Returns: nil where it must be left to jq.
    func value(on input: JSON, variables: JSONObject) -> JSON? {
        var evaluation = PlainEvaluation(variables: variables)
        return try? evaluation.value(of: self, on: input)
    }
}
