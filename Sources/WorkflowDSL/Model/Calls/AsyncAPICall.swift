/// `call: asyncapi`
package struct AsyncAPICall: Sendable {
    package let document: ExternalResource
    package let target: Target
    package let server: Server?
    package let `protocol`: MessageProtocol?
    package let action: Action
    package let authentication: AuthenticationPolicy?

    package enum Target: Sendable {
        /// Of AsyncAPI 2.6.
        case channel(Template)
        /// Of AsyncAPI 3.0.
        case operation(Template)
    }

    package struct Server: Sendable {
        package let name: Template
        package let variables: Template?
    }

    package enum Action: Sendable {
        case publish(OutboundMessage)
        case subscribe(MessageSubscription)
    }

    package struct OutboundMessage: Sendable {
        package let payload: Template?
        package let headers: Template?
    }
}
