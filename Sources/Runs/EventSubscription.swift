/// One filter of a task that listens: events that cannot match it are not brought to the run.
///
/// It only narrows the search. Regular expressions, expressions and correlations are matched by the run.
package struct EventSubscription: Sendable, Hashable {
    /// Literals that are longer are not looked at here, so that they fit an index.
    static let literalLimit = 255

    package let run: RunID
    package let ordinal: Int
    /// 0, 1, 2 … within the task.
    package let filter: Int
    /// The only type that matches; nil: the filter does not name one.
    package let type: String?
    /// The only source that matches; nil: the filter does not name one.
    package let source: String?

    package init(run: RunID, ordinal: Int, filter: Int, type: String? = nil, source: String? = nil) {
        self.run = run
        self.ordinal = ordinal
        self.filter = filter
        self.type = Self.fitting(type)
        self.source = Self.fitting(source)
    }

    private static func fitting(_ literal: String?) -> String? {
        literal.flatMap { $0.unicodeScalars.count <= literalLimit ? $0 : nil }
    }
}

/// A task that listens.
package struct Listener: Sendable, Hashable {
    package let run: RunID
    package let ordinal: Int

    package init(run: RunID, ordinal: Int) {
        self.run = run
        self.ordinal = ordinal
    }
}
