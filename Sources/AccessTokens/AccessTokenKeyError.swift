/// A key file that cannot be read, written or used.
package struct AccessTokenKeyError: Error, Sendable, Hashable, CustomStringConvertible {
    package let file: String
    /// Says nothing of the key itself.
    package let reason: String

    package var description: String { "\(file): \(reason)" }
}
