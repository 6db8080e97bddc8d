/// The address of a call.
package enum EndpointTemplate: Sendable {
    case expression(Expression)
    case uri(URITemplate)
}
