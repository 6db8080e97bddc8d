import JSON

extension Template {
    /// A jq program with the template's value.
    ///
    /// Where one expression has no or several outputs, null or the first counts, as everywhere.
    var program: String {
        switch self {
        case .literal(let value): value.text
        case .expression(let expression): expression.single
        case .attempt(let expression, let text): "(\(expression.single) | if . then .[0] else \(text.text) end)"
        case .interpolation(let segments): "(" + segments.map(\.program).joined(separator: " + ") + ")"
        case .array(let elements): "[" + elements.map(\.program).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(JSON.string($0.name).text): \($0.value.program)" }.joined(separator: ", ") + "}"
        }
    }
}

extension Template.Segment {
    fileprivate var program: String {
        switch self {
        case .text(let text): JSON.string(text).text
        case .expression(let expression):
            "(\(expression.single) | if type == \"string\" then . elif . == null then \"\" else tojson end)"
        }
    }
}

extension Expression {
    /// The line break keeps a comment at the end from swallowing the parenthesis.
    fileprivate var single: String { "first((\(source)\n), null)" }
}
