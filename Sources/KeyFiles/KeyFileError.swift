/// A key file that cannot be read, written or used.
package struct KeyFileError: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// Says nothing of the keys themselves.
    package let reason: String

    package init(file: String, reason: String) {
        self.file = file
        self.reason = reason
    }

    package var description: String { "\(file): \(reason)" }
}
