/// `call: openapi`
package struct OpenAPICall: Sendable {
    package let document: ExternalResource
    package let operationID: Template
    package let parameters: Template?
    package let authentication: AuthenticationPolicy?
    package let output: OutputFormat
    /// Whether redirects are followed; if not, they are errors.
    package let redirect: Bool
}
