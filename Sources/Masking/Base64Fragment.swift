/// The part of a base64 text that bytes alone decide, wherever they begin in what is encoded (RFC 4648, section 4).
struct Base64Fragment {
    /// Values of 6 bits: the same for both alphabets.
    let digits: [UInt8]
    /// The digits, and the one before them which the first bits decide in part.
    let reach: Int
    /// Whether the last bits decide a part of the digit that follows.
    let continues: Bool

    /// One for each place in a group of three bytes in which they may begin.
    static func all(of bytes: [UInt8]) -> [Base64Fragment] {
        (0..<3).map { Base64Fragment(bytes, behind: $0) }
    }

    private init(_ bytes: [UInt8], behind offset: Int) {
        var all: [UInt8] = []
        var (pending, bits): (UInt32, UInt32) = (0, 0)
        for byte in repeatElement(0, count: offset) + bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                all.append(UInt8(pending >> bits & 63))
            }
        }
        let undecided = (8 * offset + 5) / 6
        digits = Array(all.dropFirst(undecided))
        reach = digits.count + (offset == 0 ? 0 : 1)
        continues = bits > 0
    }

    /// The value of a digit of either alphabet; ``noDigit`` for any other character.
    static func value(_ character: UInt8) -> UInt8 { values[Int(character)] }
    static let noDigit: UInt8 = 0xFF

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: noDigit, count: 256)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        for (value, character) in letters.utf8.enumerated() { values[Int(character)] = UInt8(value) }
        for (character, value) in [("+", 62), ("-", 62), ("/", 63), ("_", 63)] as [(Character, UInt8)] {
            values[Int(character.asciiValue ?? 0)] = value
        }
        return values
    }()
}
