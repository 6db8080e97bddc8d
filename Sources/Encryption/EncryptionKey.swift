internal import Digests
internal import TextEncodings

/// A key with its name. Nothing that prints it shows more than the name.
struct EncryptionKey: Sendable {
    /// The longest name, in bytes; what a column for it holds.
    static let idLengthLimit = 32

    let id: String
    let bytes: [UInt8]

    /// Reads `id:base64`; nil for anything else.
    init?(line: Substring) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, (1...Self.idLengthLimit).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy(Self.isOfID), let bytes = Base64.decode(parts[1].utf8),
            bytes.count == AES256GCM.keyLength
        else { return nil }
        id = String(parts[0])
        self.bytes = bytes
    }

    /// A new key with a new name.
    init() {
        // The system's generator: good for keys.
        let name = UInt64.random(in: .min ... .max)
        id = "k" + String(name, radix: 16)
        bytes = RandomBytes.make(AES256GCM.keyLength)
    }

    var line: String { "\(id):\(Base64.encode(bytes))" }

    private static func isOfID(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

extension EncryptionKey: CustomStringConvertible, CustomReflectable {
    var description: String { "key \(id)" }
    var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
