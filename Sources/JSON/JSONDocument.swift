/// A JSON value and the lines of its text.
package struct JSONDocument: Sendable {
    package let value: JSON
    private let lines: SourceLines

    /// Reads a JSON text, like ``JSON/init(parsing:)``.
    package init(parsing bytes: some Sequence<UInt8>) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: ContiguousArray(bytes))
        parser.lines = SourceLines()
        value = try parser.document()
        lines = parser.lines ?? SourceLines()
    }

    /// The line, counted from 1, on which a member's name or an element stands; nil for a place that is not there.
    package func line(of pointer: JSONPointer) -> Int? {
        lines.line(of: pointer, in: value)
    }
}
