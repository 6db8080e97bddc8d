import CloudEvents

/// An event has more bytes in its JSON form than are kept of one, whatever the form in which it came.
package struct EventTooLarge: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String {
        "The event is larger than \(CloudEventRules.sizeLimit) bytes as JSON. Send less data, or a reference to it."
    }
}
