internal import JSON

/// Reads the part of jq 1.6's grammar that ``PlainExpression`` has.
///
/// It is strict: what it takes, jq takes too and means the same by it.
struct PlainExpressionParser {
    /// The expression is not plain.
    struct NotPlain: Error {}

    /// How many parts an expression may have: evaluation uses a stack frame for each.
    static let partLimit = 300

    let bytes: [UInt8]
    let variables: Set<String>
    var position = 0
    private var parts = 0

    init(_ source: String, variables: [String]) {
        bytes = Array(source.utf8)
        self.variables = Set(variables)
    }

    mutating func whole() throws(NotPlain) -> PlainExpression {
        let expression = try pipe()
        guard peek == nil else { throw NotPlain() }
        return expression
    }

    /// The lowest level. A comma is left to the caller.
    mutating func pipe() throws(NotPlain) -> PlainExpression {
        let left = try alternative()
        guard takeOperator("|") else { return left }
        return .pipe(left, try pipe())
    }

    mutating func alternative() throws(NotPlain) -> PlainExpression {
        let left = try disjunction()
        guard takeOperator("//") else { return left }
        return .alternative(left, try alternative())
    }

    private mutating func disjunction() throws(NotPlain) -> PlainExpression {
        var left = try conjunction()
        while takeWord("or") { left = .or(left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(NotPlain) -> PlainExpression {
        var left = try comparison()
        while takeWord("and") { left = .and(left, try comparison()) }
        return left
    }

    private mutating func comparison() throws(NotPlain) -> PlainExpression {
        let left = try sum()
        guard let sign = comparisonSign() else { return left }
        // A second comparison is a syntax error, and left where it stands.
        return .comparison(left, sign, try sum())
    }

    private mutating func comparisonSign() -> PlainExpression.Comparison? {
        if take("==") { return .equal }
        if take("!=") { return .notEqual }
        if take("<=") { return .lessOrEqual }
        if take(">=") { return .greaterOrEqual }
        if take("<") { return .less }
        return take(">") ? .greater : nil
    }

    private mutating func sum() throws(NotPlain) -> PlainExpression {
        var left = try product()
        while true {
            if takeOperator("+") {
                left = .arithmetic(left, .plus, try product())
            } else if takeOperator("-") {
                left = .arithmetic(left, .minus, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(NotPlain) -> PlainExpression {
        var left = try signed()
        while true {
            if takeOperator("*") {
                left = .arithmetic(left, .times, try signed())
            } else if !isNext("//"), takeOperator("/") {
                let right = try signed()
                // jq computes constants when it compiles, and refuses a division by zero then.
                if case (.literal, .literal) = (left, right) { throw NotPlain() }
                left = .arithmetic(left, .divided, right)
            } else {
                return left
            }
        }
    }

    private mutating func signed() throws(NotPlain) -> PlainExpression {
        guard takeOperator("-") else { return try attempt() }
        try count()
        return .negation(try product())
    }

    private mutating func attempt() throws(NotPlain) -> PlainExpression {
        var expression = takeWord("if") ? try condition() : try term()
        while takeOptional() {
            try count()
            expression = .attempt(expression)
        }
        return expression
    }

    /// What follows `if` or `elif`.
    private mutating func condition() throws(NotPlain) -> PlainExpression {
        try count()
        let condition = try pipe()
        guard takeWord("then") else { throw NotPlain() }
        let consequence = try pipe()
        if takeWord("elif") { return .condition(if: condition, then: consequence, else: try self.condition()) }
        guard takeWord("else") else { throw NotPlain() }
        let alternative = try pipe()
        guard takeWord("end") else { throw NotPlain() }
        return .condition(if: condition, then: consequence, else: alternative)
    }

    /// Counts a part.
    mutating func count() throws(NotPlain) {
        parts += 1
        guard parts <= Self.partLimit else { throw NotPlain() }
    }
}
