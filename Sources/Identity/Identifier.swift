/// A UUID (RFC 9562) that names one kind of thing.
///
/// New identifiers are version 7: they start with the time in milliseconds, so rows inserted in order of time are
/// inserted in order of key.
package struct Identifier<Kind>: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new version 7 identifier.
    package init(at time: Timestamp = .now) {
        var generator = SystemRandomNumberGenerator()
        let milliseconds = UInt64(time.microseconds / 1_000) & 0xFFFF_FFFF_FFFF
        // The sub-millisecond part orders identifiers within a millisecond (RFC 9562, section 6.2, method 3).
        let fraction = UInt64(time.microseconds % 1_000) * 4_096 / 1_000
        high = milliseconds << 16 | 0x7000 | fraction
        low = generator.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// The least of those of this time: no identifier that was made then or later is less.
    package init(first time: Timestamp) {
        high = (UInt64(time.microseconds / 1_000) & 0xFFFF_FFFF_FFFF) << 16 | 0x7000
        low = 0x8000_0000_0000_0000
    }

    /// Reads 16 bytes in network order; nil for another length.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        let (high, low) = bytes.withUnsafeBytes {
            ($0.loadUnaligned(as: UInt64.self), $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
    }

    /// Reads the form `01890a5d-ac96-774b-bcce-b302099a8057`; nil for any other text.
    package init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        var pending: UInt8?
        for (index, character) in text.utf8.enumerated() {
            if [8, 13, 18, 23].contains(index) {
                guard character == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = Character(Unicode.Scalar(character)).hexDigitValue.map(UInt8.init) else { return nil }
            if let first = pending {
                bytes.append(first << 4 | digit)
                pending = nil
            } else {
                pending = digit
            }
        }
        guard pending == nil, text.utf8.count == 36 else { return nil }
        self.init(bytes: bytes)
    }

    /// The 16 bytes in network order.
    package var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 16) { bytes, count in
            let buffer = UnsafeMutableRawBufferPointer(bytes)
            buffer.storeBytes(of: high.bigEndian, as: UInt64.self)
            buffer.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
            count = 16
        }
    }

    package var description: String {
        String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for digit in 0..<32 {
                if digit == 8 || digit == 12 || digit == 16 || digit == 20 {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let half = digit < 16 ? high : low
                let value = UInt8(truncatingIfNeeded: half >> UInt64((15 - digit % 16) * 4)) & 15
                text[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
                place += 1
            }
            return place
        }
    }

    package static func < (left: Identifier, right: Identifier) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let identifier = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a UUID such as 01890a5d-ac96-774b-bcce-b302099a8057")
        }
        self = identifier
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
