/// Why the body of a request cannot be had.
package enum FastCGIError: Error, Sendable, Hashable {
    /// It has more bytes than the caller takes. Nothing of it was read.
    case tooLarge(limit: Int)
    /// It ended before its `CONTENT_LENGTH`, or did not come in time.
    case incomplete
}
