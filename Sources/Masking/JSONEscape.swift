/// The escapes of strings in a JSON text (RFC 8259, section 7).
enum JSONEscape {
    /// The UTF-8 of the escape at a place, and its length there; nil where none begins.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> (bytes: [UInt8], length: Int)? {
        guard text[place] == UInt8(ascii: "\\"), place + 1 < text.count else { return nil }
        switch text[place + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([text[place + 1]], 2)
        case UInt8(ascii: "b"): return ([0x08], 2)
        case UInt8(ascii: "f"): return ([0x0C], 2)
        case UInt8(ascii: "n"): return ([0x0A], 2)
        case UInt8(ascii: "r"): return ([0x0D], 2)
        case UInt8(ascii: "t"): return ([0x09], 2)
        case UInt8(ascii: "u"): return unicode(text, place)
        default: return nil
        }
    }

    private static func unicode(_ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> (bytes: [UInt8], length: Int)? {
        guard let unit = hexadecimal(text, place + 2, digits: 4) else { return nil }
        if let scalar = Unicode.Scalar(unit) { return (Array(String(scalar).utf8), 6) }
        // Two that make one character.
        guard 0xD800..<0xDC00 ~= unit, place + 7 < text.count, text[place + 6] == UInt8(ascii: "\\"),
            text[place + 7] == UInt8(ascii: "u"), let low = hexadecimal(text, place + 8, digits: 4),
            0xDC00..<0xE000 ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { return nil }
        return (Array(String(scalar).utf8), 12)
    }

    /// Nil where so many digits do not stand there.
    static func hexadecimal(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, digits: Int) -> UInt32? {
        guard place + digits <= text.count else { return nil }
        var number: UInt32 = 0
        for index in place..<place + digits {
            let digit: UInt8
            switch text[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = text[index] - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = text[index] - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = text[index] - UInt8(ascii: "A") + 10
            default: return nil
            }
            number = number << 4 | UInt32(digit)
        }
        return number
    }
}
