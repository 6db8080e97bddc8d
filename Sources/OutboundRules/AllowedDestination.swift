/// Where workflows may connect to although it is not public: an address, a range of them, or a host by its name.
package enum AllowedDestination: Sendable, Hashable, CustomStringConvertible {
    case range(AddressRange)
    /// In lower case. Whatever address the name has: for services that move. It is the name as the URL writes it.
    case host(String)

    /// The most characters of a name (RFC 1035, section 2.3.4).
    package static let hostLimit = 253
    private static let labelLength = 1...63

    package init(_ text: String) throws(DestinationError) {
        if text.contains("/") || text.contains(":") || IPAddress(text) != nil {
            self = .range(try AddressRange(text))
        } else {
            guard Self.isHost(text) else { throw .notADestination }
            self = .host(text.lowercased())
        }
    }

    package var description: String {
        switch self {
        case .range(let range): range.description
        case .host(let host): host
        }
    }

    /// A name of letters, digits and hyphens whose last part is no number: that would be an address in another spelling.
    private static func isHost(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= hostLimit, let last = labels.last?.utf8.first, !isDigit(last) else { return false }
        return labels.allSatisfy { label in
            labelLength.contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
