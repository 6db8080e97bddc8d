import TextEncodings

extension Base64 {
    private static let padding = UInt8(ascii: "=")

    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count % 4 == 0 else { return false }
        let digits = bytes.prefix { $0 != padding }
        guard bytes.count - digits.count <= 2, bytes[digits.count...].allSatisfy({ $0 == padding }) else {
            return false
        }
        return digits.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                true
            default: false
            }
        }
    }
}
