/// Why workflows do not get at an address without being allowed to: it is not one of the public Internet.
package enum AddressClass: String, Sendable, Hashable, CaseIterable {
    case unspecified = "unspecified"
    case loopback = "loopback"
    case linkLocal = "link-local"
    case metadata = "cloud metadata"
    case `private` = "private"
    case multicast = "multicast"
    case broadcast = "broadcast"
    case documentation = "documentation"
    case reserved = "reserved"

    /// Nil: a public address.
    package init?(of address: IPAddress) {
        if let known = Self.table.first(where: { $0.range.contains(address) })?.kind {
            self = known
            return
        }
        guard address.family == .v6 else { return nil }
        if let inner = Self.translated(address) {
            guard let kind = AddressClass(of: inner) else { return nil }
            self = kind
        } else if !Self.globalUnicast.contains(address) {
            self = .reserved
        } else {
            return nil
        }
    }

    /// The IPv4 address to which the network translates an IPv6 address: NAT64 (RFC 6052) and 6to4 (RFC 3056).
    private static func translated(_ address: IPAddress) -> IPAddress? {
        if nat64.contains(address) { return IPAddress(v4: UInt32(truncatingIfNeeded: address.value)) }
        if sixToFour.contains(address) { return IPAddress(v4: UInt32(truncatingIfNeeded: address.value >> 80)) }
        return nil
    }

    private static let nat64 = AddressRange(fixed: "64:ff9b::/96")
    private static let sixToFour = AddressRange(fixed: "2002::/16")
    /// What is assigned to hosts (RFC 4291, section 2.4). The rest is reserved, whatever becomes of it.
    private static let globalUnicast = AddressRange(fixed: "2000::/3")

    /// The first range counts. IANA's special-purpose registries (RFC 6890) and, above them, where clouds answer.
    private static let known: KeyValuePairs<String, AddressClass> = [
        "169.254.169.254": .metadata, "fd00:ec2::254": .metadata, "fd20:ce::254": .metadata,
        "100.100.100.200": .metadata, "192.0.0.192": .metadata, "168.63.129.16": .metadata,
        "0.0.0.0/8": .unspecified, "10.0.0.0/8": .private, "100.64.0.0/10": .private, "127.0.0.0/8": .loopback,
        "169.254.0.0/16": .linkLocal, "172.16.0.0/12": .private, "192.0.0.0/24": .reserved,
        "192.0.2.0/24": .documentation, "192.88.99.0/24": .reserved, "192.168.0.0/16": .private,
        "198.18.0.0/15": .reserved, "198.51.100.0/24": .documentation, "203.0.113.0/24": .documentation,
        "224.0.0.0/4": .multicast, "255.255.255.255": .broadcast, "240.0.0.0/4": .reserved,
        "::": .unspecified, "::1": .loopback, "fe80::/10": .linkLocal, "fec0::/10": .private,
        "fc00::/7": .private, "ff00::/8": .multicast, "2001::/23": .reserved, "2001:db8::/32": .documentation,
        "3fff::/20": .documentation,
    ]

    private static let table = known.map { (range: AddressRange(fixed: $0.key), kind: $0.value) }
}
