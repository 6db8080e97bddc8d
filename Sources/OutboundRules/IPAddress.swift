package import Glibc

/// An address of the Internet Protocol, version 4 or 6. An IPv4 address in IPv6 clothes (`::ffff:a.b.c.d`) is an IPv4
/// address: that is where the kernel connects to.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    package enum Family: Sendable, Hashable {
        case v4, v6

        package var bits: Int { self == .v4 ? 32 : 128 }
    }

    package let family: Family
    /// As a number; an IPv4 address has its low 32 bits.
    package let value: UInt128

    private static let mappedPrefix: UInt128 = 0xFFFF

    package init(v4 value: UInt32) {
        family = .v4
        self.value = UInt128(value)
    }

    package init(v6 value: UInt128) {
        let isMapped = value >> 32 == Self.mappedPrefix
        family = isMapped ? .v4 : .v6
        self.value = isMapped ? value & 0xFFFF_FFFF : value
    }

    /// The four parts of an IPv4 address or an IPv6 address (RFC 4291, section 2.2), without brackets and zone. Nil for
    /// other spellings such as `0x7f.1`, which the system's resolver would take.
    package init?(_ text: String) {
        guard let read = Self.written(text) else { return nil }
        self = read.family == .v4 ? Self(v4: UInt32(read.value)) : Self(v6: read.value)
    }

    /// What the text says, an IPv4 address in IPv6 clothes still in them.
    static func written(_ text: String) -> (family: Family, value: UInt128)? {
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 { return (.v4, UInt128(UInt32(bigEndian: v4.s_addr))) }
        var v6 = in6_addr()
        guard inet_pton(AF_INET6, text, &v6) == 1 else { return nil }
        return (.v6, number(v6))
    }

    /// What a socket is about to be connected to; nil: not an address of the Internet Protocol.
    package init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: self.init(v4: UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6: self.init(v6: Self.number(raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr))
        default: return nil
        }
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        if family == .v4 {
            var address = in_addr(s_addr: UInt32(value).bigEndian)
            inet_ntop(AF_INET, &address, &text, socklen_t(text.count))
        } else {
            withUnsafeBytes(of: value.bigEndian) { bytes in
                _ = inet_ntop(AF_INET6, bytes.baseAddress, &text, socklen_t(text.count))
            }
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    }

    private static func number(_ address: in6_addr) -> UInt128 {
        withUnsafeBytes(of: address) { UInt128(bigEndian: $0.loadUnaligned(as: UInt128.self)) }
    }
}
