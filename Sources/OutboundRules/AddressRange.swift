/// Addresses that begin alike: `10.0.0.0/8`, `fd00::/8` (CIDR, RFC 4632); an address alone is a range of one.
package struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    package let first: IPAddress
    /// How many bits all of them have in common.
    package let prefix: Int

    private init(_ first: IPAddress, prefix: Int) {
        self.first = first
        self.prefix = prefix
    }

    package init(_ text: String) throws(DestinationError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard var (family, value) = IPAddress.written(String(parts[0])) else { throw .notADestination }
        var prefix = family.bits
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(parts[1]),
                (0...family.bits).contains(number)
            else { throw .prefix(limit: family.bits) }
            prefix = number
        }
        guard value & ~Self.mask(prefix, of: family) == 0 else { throw .bitsAfterPrefix }
        // Addresses of this range are IPv4 addresses to us.
        if family == .v6, prefix >= Self.mappedPrefix, case let first = IPAddress(v6: value), first.family == .v4 {
            (family, value, prefix) = (.v4, first.value, prefix - Self.mappedPrefix)
        }
        self.init(family == .v4 ? IPAddress(v4: UInt32(value)) : IPAddress(v6: value), prefix: prefix)
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == first.family && address.value & Self.mask(prefix, of: first.family) == first.value
    }

    package func contains(_ other: AddressRange) -> Bool {
        other.prefix >= prefix && contains(other.first)
    }

    package var description: String {
        prefix == first.family.bits ? first.description : "\(first)/\(prefix)"
    }

    /// Bits of `::ffff:0:0`, before an IPv4 address.
    private static let mappedPrefix = 96

    private static func mask(_ prefix: Int, of family: IPAddress.Family) -> UInt128 {
        // Shifts of all bits are defined for the smart operator, and give 0.
        let all: UInt128 = family == .v4 ? 0xFFFF_FFFF : .max
        return all & (all << (family.bits - prefix))
    }
}

extension AddressRange {
    /// A range that stands in this program.
    init(fixed text: String) {
        guard let range = try? AddressRange(text) else { preconditionFailure("\(text) is no range") }
        self = range
    }
}
