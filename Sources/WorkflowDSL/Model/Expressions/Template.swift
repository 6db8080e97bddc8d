package import JSON

/// A value of a definition that may hold expressions (`${ … }`). Keys are never expressions.
package indirect enum Template: Sendable {
    /// A value without expressions; it never passes through jq.
    case literal(JSON)
    /// A string that is one expression as a whole: the value is the expression's, of any kind.
    case expression(Expression)
    /// A string with expressions in it: the value is a string.
    case interpolation([Segment])
    /// A text of a document in mode `loose`: the value of the expression (a list with it, or null where it has none), or
    /// the text.
    case attempt(Expression, JSON)
    case array([Template])
    case object([(name: String, value: Template)])

    package enum Segment: Sendable, Hashable {
        case text(String)
        case expression(Expression)
    }
}
