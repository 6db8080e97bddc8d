internal import Glibc

/// As what a client's address is counted: who has one address of IPv6 mostly has its whole network of 64 bits, and could come
/// from another address each time.
package enum ClientNetwork {
    private static let networkBytes = 8
    /// `::ffff:0:0/96`: an IPv4 address in IPv6 clothes (RFC 4291, section 2.5.5.2).
    private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

    /// An IPv4 address as it is; of an IPv6 address the network, such as `2001:db8:0:1::/64`. What is no address stays as it is.
    package static func name(of address: String) -> String {
        var parsed = in6_addr()
        guard inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
        let bytes = withUnsafeBytes(of: &parsed) { Array($0) }
        if bytes.starts(with: mapped) { return bytes.suffix(4).map { "\($0)" }.joined(separator: ".") }
        let groups = stride(from: 0, to: networkBytes, by: 2).map {
            String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }
}
