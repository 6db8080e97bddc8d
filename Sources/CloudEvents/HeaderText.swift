/// Attribute values in headers (HTTP Protocol Binding, section 3.1.3.2).
enum HeaderText {
    /// The value: without quotes and percent-encoding; nil where that is not UTF-8.
    static func decode(_ header: String) -> String? {
        var bytes: [UInt8] = []
        var rest = unquoted(Array(header.utf8))[...]
        while let byte = rest.popFirst() {
            // A percent sign that encodes nothing stands for itself.
            guard byte == UInt8(ascii: "%"), let high = digit(rest.first), let low = digit(rest.dropFirst().first)
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(high << 4 | low)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func unquoted(_ text: [UInt8]) -> [UInt8] {
        let quote = UInt8(ascii: "\"")
        guard text.count >= 2, text.first == quote, text.last == quote else { return text }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in text.dropFirst().dropLast() {
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            if !isEscaped { result.append(byte) }
        }
        return result
    }

    private static func digit(_ byte: UInt8?) -> UInt8? {
        byte.flatMap { Character(Unicode.Scalar($0)).hexDigitValue }.map { UInt8($0) }
    }
}
