import JSON

/// A value of a run is larger than may be kept: the input, output or error of a task, a result in the journal, or the output.
package struct PayloadTooLarge: Error, Sendable, Hashable, CustomStringConvertible {
    /// The most bytes of one value, as JSON. Four of them fit into what MariaDB takes at a time.
    package static let limit = 4_000_000

    /// Whether it is not its size, but how deep values stand in values.
    private let isDeep: Bool

    package init(isDeep: Bool = false) {
        self.isDeep = isDeep
    }

    package var description: String {
        isDeep
            ? "Values stand in a value more than \(JSON.nestingLimit) levels deep, which cannot be kept. Let tasks return less."
            : "A value is larger than the \(Self.limit) bytes that are kept of one. Let tasks return less."
    }

    /// What a line of the journal may have: a result, and what stands beside it.
    private static let entryLimit = limit + 100_000

    /// The text of a line of the journal that may be kept.
    static func checkEntry(_ entry: JSON) throws(PayloadTooLarge) -> String {
        let text = entry.text
        guard text.utf8.count <= entryLimit else { throw PayloadTooLarge() }
        return text
    }

    /// The text of a value that may be kept.
    static func check(_ value: JSON) throws(PayloadTooLarge) -> String {
        // Nobody could read it back.
        guard !value.isDeeper(than: JSON.nestingLimit) else { throw PayloadTooLarge(isDeep: true) }
        let text = value.text
        guard text.utf8.count <= limit else { throw PayloadTooLarge() }
        return text
    }
}
