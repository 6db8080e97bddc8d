package import JSON

/// The value of a YAML document and the lines of its text.
package struct YAMLDocument: Sendable {
    package let value: JSON
    let lines: SourceLines

    /// The line, counted from 1, on which a member's key or an element stands; nil for a place that is not there.
    /// What an alias repeats keeps the lines of its anchor.
    package func line(of pointer: JSONPointer) -> Int? {
        lines.line(of: pointer, in: value)
    }
}
