/// A value that ties events to a run.
package struct Correlation: Sendable {
    package let name: String
    /// Evaluated on the event.
    package let from: Expression
    /// What it must be; nil: the first event's value, for all that follow.
    package let expect: Template?
}
