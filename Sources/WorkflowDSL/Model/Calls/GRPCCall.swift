/// `call: grpc`
package struct GRPCCall: Sendable {
    package let proto: ExternalResource
    package let service: Service
    package let method: Template
    package let arguments: Template?

    package struct Service: Sendable {
        package let name: Template
        package let host: Template
        /// From 0 to 65535, or an expression; nil for the protocol's own.
        package let port: Template?
        package let authentication: AuthenticationPolicy?
    }
}
