import Testing

@testable import Encryption

@Suite struct AES256GCMTests {
    private static let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    private static let nonce = bytes("cafebabefacedbaddecaf888")

    /// Test cases 13 and 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega), appendix B.
    @Test func `it is the cipher of the specification`() {
        let empty = AES256GCM.seal(
            [], key: [UInt8](repeating: 0, count: 32), nonce: [UInt8](repeating: 0, count: 12), boundTo: [])
        #expect(empty == Self.bytes("530f8afbc74536b9a963b4f1c4cb738b"))
        let sealed = AES256GCM.seal(
            Self.bytes(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                    + "b16aedf5aa0de657ba637b39"), key: Self.key, nonce: Self.nonce,
            boundTo: Self.bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        #expect(
            sealed
                == Self.bytes(
                    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
                        + "c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"))
    }

    @Test func `what was sealed opens, and whatever was changed does not`() throws {
        for count in [0, 1, 15, 16, 17, 1_000, 65_536] {
            let plain = (0..<count).map { _ in UInt8.random(in: .min ... .max) }
            let sealed = try #require(AES256GCM.seal(plain, key: Self.key, nonce: Self.nonce, boundTo: [1, 2]))
            func opened(_ bytes: [UInt8], nonce: [UInt8] = Self.nonce, context: [UInt8] = [1, 2]) -> [UInt8]? {
                AES256GCM.open(bytes, key: Self.key, nonce: nonce, boundTo: context)
            }
            #expect(opened(sealed) == plain)
            for place in [0, sealed.count / 2, sealed.count - 1] {
                var changed = sealed
                changed[place] ^= 1
                #expect(opened(changed) == nil)
            }
            #expect(opened(sealed, nonce: [UInt8](repeating: 0, count: 12)) == nil)
            #expect(opened(sealed, context: [2, 1]) == nil)
            #expect(opened(Array(sealed.dropLast())) == nil)
            #expect(opened([]) == nil)
        }
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        var rest = hexadecimal[...]
        var bytes: [UInt8] = []
        while !rest.isEmpty {
            bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
