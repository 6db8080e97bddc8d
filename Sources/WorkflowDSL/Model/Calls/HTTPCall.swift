/// `call: http`
package struct HTTPCall: Sendable {
    package let method: Template
    package let endpoint: RemoteEndpoint
    package let headers: Template?
    package let query: Template?
    package let body: Template?
    package let output: OutputFormat
    /// Whether redirects are followed; if not, they are errors.
    package let redirect: Bool
}
