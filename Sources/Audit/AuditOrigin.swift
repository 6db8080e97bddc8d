/// From where something was done.
package struct AuditOrigin: Sendable, Hashable {
    /// The most characters of an address and of a user agent; longer ones are cut.
    package static let addressLimit = 64
    package static let userAgentLimit = 255

    /// Of the client, as nginx saw it.
    package let address: String?
    /// What the client calls itself; it may say anything.
    package let userAgent: String?
    /// The header `X-Request-Id` of the answer, and of the line in the function's log.
    package let requestID: String?

    package init(address: String?, userAgent: String?, requestID: String?) {
        self.address = address.map { $0.cut(to: Self.addressLimit) }
        self.userAgent = userAgent.map { $0.cut(to: Self.userAgentLimit) }
        self.requestID = requestID
    }
}
