/// Where a session is used from, as people see it in the list of their sessions.
package struct SessionOrigin: Sendable, Hashable {
    /// In bytes: the longest text of an IPv6 address.
    static let addressLimit = 45
    /// In characters; the rest is cut.
    package static let userAgentLimit = 200

    /// Of the network; nil: not known.
    package let address: String?
    /// What the client calls itself; nil: it does not.
    package let userAgent: String?

    /// Nothing is known.
    package static let unknown = SessionOrigin(address: nil, userAgent: nil)

    /// - Parameters:
    ///   - address: what cannot be one counts as not known.
    ///   - userAgent: the header `User-Agent` (RFC 9110, section 10.1.5); without its control characters.
    package init(address: String?, userAgent: String?) {
        self.address = address.flatMap { text in
            (1...Self.addressLimit).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 32 && $0 < 127 }
                ? text : nil
        }
        let printable = userAgent.map { text in
            String(
                String.UnicodeScalarView(
                    text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
                        .prefix(Self.userAgentLimit)))
        }
        self.userAgent = printable?.isEmpty == false ? printable : nil
    }
}
