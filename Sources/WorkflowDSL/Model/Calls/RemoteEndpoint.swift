/// Where a service or a resource is, and how to be let in.
package struct RemoteEndpoint: Sendable {
    package let uri: EndpointTemplate
    /// Stated in the endpoint or taken from `use.authentications`.
    package let authentication: AuthenticationPolicy?
}
