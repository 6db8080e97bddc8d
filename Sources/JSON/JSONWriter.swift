import OrderedCollections

extension JSON: CustomStringConvertible {
    /// The value as JSON text on one line.
    package var text: String {
        String(decoding: bytes, as: UTF8.self)
    }

    /// The value as UTF-8 JSON text on one line.
    package var bytes: [UInt8] {
        var writer = JSONWriter(indent: nil)
        writer.write(self, level: 0)
        return writer.bytes
    }

    /// The value as JSON text for people: one member a line, two spaces a level.
    package var prettyText: String {
        var writer = JSONWriter(indent: 2)
        writer.write(self, level: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    package var description: String { text }
}

private struct JSONWriter {
    var bytes: [UInt8] = []
    let indent: Int?

    init(indent: Int?) {
        self.indent = indent
    }

    mutating func write(_ value: JSON, level: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let number): bytes += number.text.utf8
        case .string(let text): write(text)
        case .array(let elements):
            writeList(elements, between: ("[", "]"), level: level) { writer, element in
                writer.write(element, level: level + 1)
            }
        case .object(let members):
            writeList(members.elements, between: ("{", "}"), level: level) { writer, member in
                writer.write(member.key)
                writer.bytes += (writer.indent == nil ? ":" : ": ").utf8
                writer.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func writeList<C: Collection>(
        _ items: C, between marks: (StaticString, StaticString), level: Int,
        item write: (inout JSONWriter, C.Element) -> Void
    ) {
        append(marks.0)
        var isFirst = true
        for item in items {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            startLine(level + 1)
            write(&self, item)
        }
        if !isFirst { startLine(level) }
        append(marks.1)
    }

    private mutating func startLine(_ level: Int) {
        guard let indent else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: indent * level))
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func write(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { text in
            // What needs no escaping is copied in one go.
            var start = text.startIndex
            for (index, byte) in text.enumerated() where Self.needsEscape(byte) {
                bytes += text[start..<index]
                writeEscaped(byte)
                start = index + 1
            }
            bytes += text[start...]
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): bytes += "\\\"".utf8
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case 0x0A: bytes += "\\n".utf8
        case 0x0D: bytes += "\\r".utf8
        case 0x09: bytes += "\\t".utf8
        default:
            let hex = String(byte, radix: 16)
            bytes += "\\u00\(hex.count == 1 ? "0" : "")\(hex)".utf8
        }
    }
}
