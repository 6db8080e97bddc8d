/// What a request may connect to: all of the public Internet, and what is allowed beside it.
package struct OutboundRule: Sendable, Hashable {
    private let ranges: [AddressRange]
    private let hosts: Set<String>

    package init(allow: [AllowedDestination]) {
        ranges = allow.compactMap { if case .range(let range) = $0 { range } else { nil } }
        hosts = Set(allow.compactMap { if case .host(let host) = $0 { host } else { nil } })
    }

    /// Nothing but the public Internet.
    package static let publicOnly = OutboundRule(allow: [])

    /// Decides about a connection.
    ///
    /// - Parameters:
    ///   - address: the one that is connected to, whatever name led there.
    ///   - host: as the URL has it.
    /// - Returns: why not; nil: it may be made.
    package func refusal(of address: IPAddress, host: String) -> AddressClass? {
        guard let kind = AddressClass(of: address) else { return nil }
        if ranges.contains(where: { $0.contains(address) }) || hosts.contains(host.lowercased()) { return nil }
        return kind
    }
}
