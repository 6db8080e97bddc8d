/// A collection of functions that stands somewhere else.
package struct Catalog: Sendable {
    /// The address under which `functions/NAME/VERSION/function.yaml` stands.
    package let endpoint: RemoteEndpoint
}
