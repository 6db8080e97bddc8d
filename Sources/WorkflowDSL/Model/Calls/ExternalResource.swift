/// A document that stands somewhere else, such as an OpenAPI description or a schema.
package struct ExternalResource: Sendable {
    package let name: String?
    package let endpoint: RemoteEndpoint
}
