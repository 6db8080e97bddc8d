/// How much of an event is read.
package enum EventReading: String, Sendable, CaseIterable {
    case data
    /// The event with its attributes.
    case envelope
    /// The event as it came.
    case raw
}
