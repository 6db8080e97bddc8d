/// A token to exchange (RFC 8693).
package struct OAuth2Token: Sendable {
    package let token: Template
    package let type: Template
}
