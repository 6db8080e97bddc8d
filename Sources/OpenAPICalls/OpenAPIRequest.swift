/// What to send for an operation. Its authentication is the call's to add.
package struct OpenAPIRequest: Sendable {
    /// Such as `GET`.
    package let method: String
    /// Absolute, `http` or `https`.
    package let url: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
}
