import JSON
import TestServers

/// Random expressions and values, made so that paths often lead somewhere and comparisons are often close.
struct RandomExpression {
    var random: SeededGenerator

    private static let names = ["a", "b", "c", "_d1"]

    mutating func value(depth: Int = 3) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &random) {
        case 0: return .null
        case 1: return .bool(random.chance(50))
        case 2, 3: return JSON(random.pick([0, 1, 2, -1, 7, 1_000_000, 4_503_599_627_370_496]))
        case 4: return .number(JSONNumber(random.pick([0.5, -2.25, 1e-3, 3.75])))
        case 5...7:
            return .string(random.pick(["", "a", "b", "x y", "é", "e\u{301}", "\u{212A}", "K", "😀", "a\u{0}b"]))
        case 8, 9: return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth - 1) })
        default: return object(depth: depth)
        }
    }

    mutating func object(depth: Int) -> JSON {
        var object = JSONObject()
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            object[random.pick(Self.names + ["x y", "é", "K"])] = value(depth: depth - 1)
        }
        return .object(object)
    }

    /// An expression at the lowest level of the grammar.
    mutating func pipe(depth: Int) -> String {
        random.chance(25) ? "\(alternative(depth: depth)) | \(pipe(depth: depth - 1))" : alternative(depth: depth)
    }

    private mutating func alternative(depth: Int) -> String {
        if depth > 0, random.chance(12) { return "\(or(depth: depth)) // \(alternative(depth: depth - 1))" }
        return or(depth: depth)
    }

    private mutating func or(depth: Int) -> String {
        if depth > 0, random.chance(10) { return "\(and(depth: depth)) or \(and(depth: depth))" }
        return and(depth: depth)
    }

    private mutating func and(depth: Int) -> String {
        if depth > 0, random.chance(10) { return "\(comparison(depth: depth)) and \(comparison(depth: depth))" }
        return comparison(depth: depth)
    }

    private mutating func comparison(depth: Int) -> String {
        guard depth > 0, random.chance(25) else { return sum(depth: depth) }
        let sign = random.pick(["==", "!=", "<", "<=", ">", ">="])
        return "\(sum(depth: depth - 1))\(space)\(sign)\(space)\(sum(depth: depth - 1))"
    }

    private mutating func sum(depth: Int) -> String {
        guard depth > 0, random.chance(20) else { return product(depth: depth) }
        let middle = random.chance(30) ? " + \(product(depth: depth - 1))" : ""
        return "\(product(depth: depth - 1))\(middle) \(random.pick(["+", "-"])) \(product(depth: depth - 1))"
    }

    private mutating func product(depth: Int) -> String {
        guard depth > 0, random.chance(12) else { return signed(depth: depth) }
        // A constant divisor could be zero, which jq refuses to compile.
        if random.chance(30) { return "\(signed(depth: depth - 1)) / \(path(depth: 1))" }
        return "\(signed(depth: depth - 1)) * \(signed(depth: depth - 1))"
    }

    private mutating func signed(depth: Int) -> String {
        if random.chance(4) { return "-\(term(depth: depth))" }
        if depth > 0, random.chance(5) {
            let elif = random.chance(30) ? " elif \(pipe(depth: 0)) then \(pipe(depth: 0))" : ""
            return
                "if \(pipe(depth: depth - 1)) then \(pipe(depth: depth - 1))\(elif) else \(pipe(depth: depth - 1)) end"
        }
        return random.chance(5) ? "(\(pipe(depth: depth - 1)))?" : term(depth: depth)
    }

    private mutating func term(depth: Int) -> String {
        guard depth > 0 else { return random.chance(60) ? path(depth: 0) : literal() }
        switch Int.random(in: 0..<16, using: &random) {
        case 0...6: return path(depth: depth)
        case 7, 8: return literal()
        case 9: return "(\(pipe(depth: depth - 1)))"
        case 10:
            let count = Int.random(in: 0...3, using: &random)
            if count == 1 { return "[\(pipe(depth: depth - 1))]" }
            return "[" + (0..<count).map { _ in alternative(depth: depth - 1) }.joined(separator: ", ") + "]"
        case 11:
            return "{"
                + (0..<Int.random(in: 0...3, using: &random)).map { _ in member(depth: depth - 1) }
                .joined(separator: ", ") + "}"
        case 12: return "\"x\\(\(pipe(depth: depth - 1)))\\n\\(\(path(depth: 0)))\""
        case 13: return random.pick(["not", "length", "type", "empty"])
        default: return "(\(path(depth: 1)) | \(random.pick(["not", "length", "type"])))"
        }
    }

    private mutating func member(depth: Int) -> String {
        let name = random.pick(Self.names)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return name
        case 1: return "$v"
        case 2: return "\"\(name)\""
        case 3: return "\"\(name) \\(\(path(depth: 0)))\": \(term(depth: depth))"
        case 4: return "(\(path(depth: 0))): \(term(depth: depth))"
        default: return "\(name): \(term(depth: depth))"
        }
    }

    private mutating func path(depth: Int) -> String {
        var path = random.pick([".", ".", "$v", ".a", ".b", ".c", ".[\"a\"]", ".\"b\"", ".[\"é\"]", ".[\"K\"]"])
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let isDot = path.hasSuffix(".")
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where !isDot, 1 where !isDot: path += ".\(random.pick(Self.names))"
            case 2: path += "[\(random.pick(["0", "1", "-1", "5"]))]"
            case 3 where depth > 0: path += "[\(pipe(depth: 0))]"
            default: path += "[\"\(random.pick(Self.names))\"]"
            }
            if random.chance(15) { path += "?" }
        }
        return path
    }

    private mutating func literal() -> String {
        random.pick([
            "null", "true", "false", "0", "1", "2", "1.5", "0.001", "007", "9007199254740991", "\"\"", "\"a\"", "\"b\"",
            "\"é\"",
            "\"x\\ty\\\\\"", "[]", "{}",
        ])
    }

    private var space: String {
        mutating get { random.pick(["", " ", "\n"]) }
    }
}
