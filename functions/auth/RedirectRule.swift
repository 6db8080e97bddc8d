internal import FunctionKit
internal import Identity

/// Where a provider's answer may go: to whom the login is begun by.
struct RedirectRule {
    /// In bytes.
    static let lengthLimit = 512

    /// The platform's own address, as people reach it; nil: only programs on their machines take answers.
    private let publicURL: String?

    /// Reads `PUBLIC_URL`.
    init(_ environment: Environment) {
        let address = environment["PUBLIC_URL"].map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        publicURL = address.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// - Throws: a ``Problem`` 422 `redirect_uri_invalid`.
    func check(_ text: String) throws(Problem) {
        let isPlain =
            text.utf8.count <= Self.lengthLimit && text.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !text.contains("#")
            && !text.contains("\\") && !text.contains("/../") && !text.hasSuffix("/..")
        guard isPlain, isLoopback(text) || publicURL.map({ text.hasPrefix($0 + "/") }) == true else {
            throw .redirectInvalid
        }
    }

    /// Where a provider sends a browser back to the platform: ``FinishProviderLogIn``.
    ///
    /// - Parameter provider: one that there is, if this is used.
    /// - Throws: a ``Problem`` 422 `redirect_uri_invalid`: nobody has said where people reach the platform.
    func callback(of provider: String, in tenant: TenantID) throws(Problem) -> String {
        guard let publicURL else {
            throw .redirectInvalid.with(
                detail:
                    "The platform does not know its own address: its operator sets PUBLIC_URL. Or give a redirectUri.")
        }
        return "\(publicURL)/api/v1/auth/oidc/\(tenant)/\(provider)/callback"
    }

    /// Any port of the machine itself (RFC 8252, section 7.3).
    private func isLoopback(_ text: String) -> Bool {
        text.wholeMatch(of: /http:\/\/(127\.0\.0\.1|\[::1\]):[0-9]{1,5}\/[^@]*/) != nil
    }
}
