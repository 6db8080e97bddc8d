/// What a task makes of an HTTP response.
package enum OutputFormat: String, Sendable, CaseIterable {
    /// The body, read by its media type.
    case content
    /// The body in base64.
    case raw
    /// Request, status, headers and content.
    case response
}
