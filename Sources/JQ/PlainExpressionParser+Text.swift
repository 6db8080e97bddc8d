internal import JSON

extension PlainExpressionParser {
    /// A string in double quotes, with expressions in it (`\( )`).
    mutating func text() throws(NotPlain) -> PlainExpression {
        position += 1
        var segments: [PlainExpression] = []
        var current: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                let last = PlainExpression.literal(.string(String(decoding: current, as: UTF8.self)))
                return segments.isEmpty ? last : .text(segments + [last])
            case UInt8(ascii: "\\"):
                guard position < bytes.count else { throw NotPlain() }
                position += 1
                if bytes[position - 1] == UInt8(ascii: "(") {
                    try count()
                    segments.append(.literal(.string(String(decoding: current, as: UTF8.self))))
                    current = []
                    segments.append(try pipe())
                    guard take(")") else { throw NotPlain() }
                } else {
                    current += String(try escaped(bytes[position - 1])).utf8
                }
            default:
                current.append(byte)
            }
        }
        throw NotPlain()
    }

    /// What stands for itself after a backslash, and what is short for a control character.
    private mutating func escaped(_ byte: UInt8) throws(NotPlain) -> Unicode.Scalar {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        default: throw NotPlain()
        }
    }
}
