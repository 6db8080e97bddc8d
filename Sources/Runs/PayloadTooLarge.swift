import JSON

/// A value of a run is larger than may be kept: the input, output or error of a task, a line of the journal, or the output.
package struct PayloadTooLarge: Error, Sendable, Hashable, CustomStringConvertible {
    /// The most bytes of one value, as JSON. Four of them fit into what MariaDB takes at a time.
    package static let limit = 4_000_000

    package init() {}

    package var description: String {
        "A value is larger than the \(Self.limit) bytes that are kept of one. Let tasks return less."
    }

    /// The text of a value that may be kept.
    static func check(_ value: JSON) throws(PayloadTooLarge) -> String {
        let text = value.text
        guard text.utf8.count <= limit else { throw PayloadTooLarge() }
        return text
    }
}
