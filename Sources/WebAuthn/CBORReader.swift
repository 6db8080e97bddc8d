/// Reads CBOR in the form that authenticators write it (CTAP 2.1, section 8, "CTAP2 canonical CBOR encoding form"): definite
/// lengths and the shortest heads, no tags and no floating-point numbers, keys that are numbers or text, each once.
///
/// In which order keys stand is not looked at: it says nothing, and not all authenticators sort them.
struct CBORReader {
    /// How deep values may stand in each other; CTAP2 permits four, and attestations that hold others need more.
    static let depthLimit = 8

    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The only value of some bytes.
    static func read(_ bytes: [UInt8]) throws(CBORError) -> CBOR {
        var reader = CBORReader(bytes[...])
        let value = try reader.value()
        guard reader.rest.isEmpty else { throw CBORError() }
        return value
    }

    /// The next value.
    mutating func value(depth: Int = 0) throws(CBORError) -> CBOR {
        guard depth < Self.depthLimit else { throw CBORError() }
        let first = try take(1)[0]
        let (major, argument) = (first >> 5, try argument(first & 0x1F))
        switch major {
        case 0: return .integer(try Self.integer(argument))
        case 1: return .integer(-1 - (try Self.integer(argument)))
        case 2: return .bytes(try take(argument))
        case 3:
            guard let text = String(validating: try take(argument), as: UTF8.self) else { throw CBORError() }
            return .text(text)
        case 4: return .array(try array(argument, depth))
        case 5: return .map(try map(argument, depth))
        case 7 where first == 0xF4 || first == 0xF5: return .bool(first == 0xF5)
        case 7 where first == 0xF6: return .null
        default: throw CBORError()
        }
    }

    // Each element takes a byte at least, so that no more is made than came, whatever the head says.

    private mutating func array(_ count: UInt64, _ depth: Int) throws(CBORError) -> [CBOR] {
        guard count <= UInt64(rest.count) else { throw CBORError() }
        var elements: [CBOR] = []
        for _ in 0..<count { elements.append(try value(depth: depth + 1)) }
        return elements
    }

    private mutating func map(_ count: UInt64, _ depth: Int) throws(CBORError) -> [CBOR: CBOR] {
        guard count <= UInt64(rest.count) else { throw CBORError() }
        var members: [CBOR: CBOR] = [:]
        for _ in 0..<count {
            let key = try value(depth: depth + 1)
            switch key {
            case .integer, .text: break
            default: throw CBORError()
            }
            guard members.updateValue(try value(depth: depth + 1), forKey: key) == nil else { throw CBORError() }
        }
        return members
    }

    /// The number of a head: itself, or of one, two, four or eight bytes; the shortest that holds it.
    private mutating func argument(_ low: UInt8) throws(CBORError) -> UInt64 {
        guard low > 23 else { return UInt64(low) }
        guard low <= 27 else { throw CBORError() }
        let count = 1 << Int(low - 24)
        let number = try take(UInt64(count)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 = count == 1 ? 24 : 1 << UInt64(4 * count)
        guard number >= least else { throw CBORError() }
        return number
    }

    private mutating func take(_ count: UInt64) throws(CBORError) -> [UInt8] {
        guard count <= UInt64(rest.count) else { throw CBORError() }
        defer { rest = rest.dropFirst(Int(count)) }
        return Array(rest.prefix(Int(count)))
    }

    private static func integer(_ argument: UInt64) throws(CBORError) -> Int64 {
        guard let number = Int64(exactly: argument) else { throw CBORError() }
        return number
    }
}
