import TestServers
import Testing

@testable import WebAuthn

@Suite struct CBORTests {
    // Of RFC 8949, appendix A.
    @Test(
        arguments: [
            ([0x00], .integer(0)), ([0x17], .integer(23)), ([0x18, 0x18], .integer(24)),
            ([0x19, 0x03, 0xE8], .integer(1_000)),
            ([0x1A, 0x00, 0x0F, 0x42, 0x40], .integer(1_000_000)), ([0x20], .integer(-1)),
            ([0x38, 0x63], .integer(-100)),
            ([0x1B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .integer(.max)),
            ([0x3B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .integer(.min)),
            ([0xF4], .bool(false)), ([0xF5], .bool(true)), ([0xF6], .null),
            ([0x44, 1, 2, 3, 4], .bytes([1, 2, 3, 4])),
            ([0x62, 0xC3, 0xBC], .text("ü")), ([0x83, 1, 2, 3], .array([.integer(1), .integer(2), .integer(3)])),
            (
                [0xA2, 0x61, 0x61, 1, 0x61, 0x62, 0x81, 2],
                .map([.text("a"): .integer(1), .text("b"): .array([.integer(2)])])
            ),
        ] as [([UInt8], CBOR)])
    func `values are read`(bytes: [UInt8], value: CBOR) throws {
        #expect(try CBORReader.read(bytes) == value)
    }

    @Test(
        arguments: [
            // longer heads than needed
            [0x18, 0x17], [0x19, 0x00, 0xFF], [0x1A, 0x00, 0x00, 0xFF, 0xFF],
            [0x1B, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x58, 0x01, 0x00],
            // beyond 64 bits with sign, reserved heads, no end
            [0x1B, 0x80, 0, 0, 0, 0, 0, 0, 0], [0x3B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x1C], [0x1F],
            [0x5F, 0x41, 0, 0xFF], [0x9F, 0xFF], [0xBF, 0xFF],
            // tags, floating-point numbers, other simple values
            [0xC0, 0x60], [0xF9, 0x3C, 0x00], [0xFA, 0x47, 0xC3, 0x50, 0x00], [0xF7], [0xE0], [0xF8, 0x20],
            // a key twice, keys of other kinds, text that is none
            [0xA2, 1, 1, 1, 2], [0xA1, 0x80, 1], [0xA1, 0x40, 1], [0xA1, 0xF6, 1], [0x61, 0xFF],
            // more than there is, or less
            [], [0x00, 0x00], [0x42, 0], [0x5B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x9B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            [0x82, 1], [0xA1, 1],
        ] as [[UInt8]])
    func `what is not in the canonical form is refused`(bytes: [UInt8]) {
        #expect(throws: CBORError.self) { try CBORReader.read(bytes) }
    }

    @Test func `values stand in each other so deep and no deeper`() throws {
        let deepest = Array(repeating: UInt8(0x81), count: CBORReader.depthLimit - 1) + [0x00]
        _ = try CBORReader.read(deepest)
        #expect(throws: CBORError.self) { try CBORReader.read([0x81] + deepest) }
        #expect(throws: CBORError.self) { try CBORReader.read(Array(repeating: 0x81, count: 1_000_000)) }
    }

    @Test func `no bytes make it crash`() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: .min ... .max, using: &generator)
            }
            _ = try? CBORReader.read(bytes)
            _ = try? AuthenticatorData(bytes)
            _ = try? COSEKey(bytes)
        }
    }
}
