internal import JSON

extension PlainExpressionParser {
    /// The words that jq does not take for a member name without quotes everywhere.
    private static let keywords: Set<String> = [
        "module", "import", "include", "def", "if", "then", "else", "elif", "end", "as", "reduce", "foreach", "try",
        "catch", "label", "or", "and", "__loc__",
    ]
    /// Doubles tell all whole numbers apart up to here.
    static let exactNumberLimit = Double(1 << 53)

    /// A term with its `.name` and `[…]`.
    mutating func term() throws(NotPlain) -> PlainExpression {
        try count()
        var term = try firstTerm()
        while let next = peek {
            if next == UInt8(ascii: ".") {
                term = try member(of: term)
            } else if next == UInt8(ascii: "[") {
                position += 1
                let key = try pipe()
                guard take("]") else { throw NotPlain() }
                term = Self.element(of: term, key, isOptional: takeOptional())
            } else {
                return term
            }
            try count()
        }
        return term
    }

    private mutating func firstTerm() throws(NotPlain) -> PlainExpression {
        switch peek {
        case UInt8(ascii: "."):
            if Self.startsName(following) || following == UInt8(ascii: "\"") { return try member(of: .input) }
            position += 1
            guard position == bytes.count || bytes[position] != UInt8(ascii: ".") else { throw NotPlain() }
            return .input
        case UInt8(ascii: "$"):
            position += 1
            guard let name = takeName(), variables.contains(name) else { throw NotPlain() }
            return .variable(name)
        case UInt8(ascii: "("):
            position += 1
            let inner = try pipe()
            guard take(")") else { throw NotPlain() }
            return inner
        case UInt8(ascii: "\""): return try text()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "{"): return try object()
        case let digit? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit):
            return .literal(.number(try number()))
        default: return try word()
        }
    }

    /// `.name` or `."name"`.
    private mutating func member(of term: PlainExpression) throws(NotPlain) -> PlainExpression {
        position += 1
        if let name = takeName() { return .member(of: term, name, isOptional: takeOptional()) }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw NotPlain() }
        let key = try text()
        return Self.element(of: term, key, isOptional: takeOptional())
    }

    private static func element(
        of term: PlainExpression, _ key: PlainExpression, isOptional: Bool
    ) -> PlainExpression {
        if case .literal(.string(let name)) = key { return .member(of: term, name, isOptional: isOptional) }
        return .element(of: term, key, isOptional: isOptional)
    }

    private mutating func word() throws(NotPlain) -> PlainExpression {
        guard let name = takeName() else { throw NotPlain() }
        switch name {
        case "null": return .literal(.null)
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        default:
            guard let function = PlainExpression.Function(rawValue: name) else { throw NotPlain() }
            return .function(function)
        }
    }

    private mutating func number() throws(NotPlain) -> JSONNumber {
        let start = position
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        while position < bytes.count, digits.contains(bytes[position]) || bytes[position] == UInt8(ascii: ".") {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // What else jq takes for a number, such as an exponent, is left to it.
        guard let value = Double(text), text.last != ".", abs(value) < Self.exactNumberLimit,
            position == bytes.count || !Self.isInName(bytes[position])
        else { throw NotPlain() }
        return JSONNumber(value)
    }

    private mutating func array() throws(NotPlain) -> PlainExpression {
        position += 1
        if take("]") { return .array([]) }
        var elements = [try alternative()]
        if takeOperator("|") {
            elements = [.pipe(elements[0], try pipe())]
        } else {
            while take(",") { elements.append(try alternative()) }
        }
        guard take("]") else { throw NotPlain() }
        return .array(elements)
    }

    private mutating func object() throws(NotPlain) -> PlainExpression {
        position += 1
        var members: [PlainExpression.Member] = []
        if take("}") { return .object([]) }
        repeat {
            try count()
            members.append(try objectMember())
        } while take(",")
        guard take("}") else { throw NotPlain() }
        return .object(members)
    }

    private mutating func objectMember() throws(NotPlain) -> PlainExpression.Member {
        let name: PlainExpression
        let shortValue: PlainExpression?
        switch peek {
        case UInt8(ascii: "$"):
            position += 1
            guard let variable = takeName(), variables.contains(variable) else { throw NotPlain() }
            return PlainExpression.Member(name: .literal(.string(variable)), value: .variable(variable))
        case UInt8(ascii: "("):
            position += 1
            name = try pipe()
            guard take(")") else { throw NotPlain() }
            shortValue = nil
        case UInt8(ascii: "\""):
            name = try text()
            shortValue = Self.element(of: .input, name, isOptional: false)
        default:
            guard let word = takeName(), !Self.keywords.contains(word) else { throw NotPlain() }
            name = .literal(.string(word))
            shortValue = .member(of: .input, word, isOptional: false)
        }
        if !isNext("::"), take(":") { return PlainExpression.Member(name: name, value: try term()) }
        guard let shortValue else { throw NotPlain() }
        return PlainExpression.Member(name: name, value: shortValue)
    }
}
