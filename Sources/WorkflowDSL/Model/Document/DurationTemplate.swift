/// A duration of a definition.
package enum DurationTemplate: Sendable, Hashable {
    case fixed(Duration)
    /// ISO 8601 with years or months, whose length depends on the day on which they begin.
    case calendar(String)
    /// Gives ISO 8601.
    case expression(Expression)

    /// The duration, where it is known without a run.
    package var fixed: Duration? {
        if case .fixed(let duration) = self { duration } else { nil }
    }
}
