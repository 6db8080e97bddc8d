import OrderedCollections

/// Why a text is not JSON, and where.
package struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    package var message: String
    /// Both count from 1; columns count bytes.
    package var line: Int
    package var column: Int

    package var description: String { "\(message) at line \(line), column \(column)" }
}

extension JSON {
    /// How deep arrays and objects may nest: the parser uses a stack frame for each level.
    package static let nestingLimit = 200

    /// Reads a JSON text (RFC 8259): UTF-8, one value, each member name once in its object.
    ///
    /// - Throws: ``JSONSyntaxError``.
    package init(parsing bytes: some Sequence<UInt8>) throws(JSONSyntaxError) {
        let bytes = ContiguousArray(bytes)
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }

    package init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: text.utf8)
    }
}

/// A recursive-descent parser over bytes.
struct JSONParser {
    let bytes: ContiguousArray<UInt8>
    var position = 0
    /// Where each value stands; nil where nobody asks.
    var lines: SourceLines?
    private var line = 1
    private var depth = 0

    init(bytes: ContiguousArray<UInt8>) {
        self.bytes = bytes
    }

    mutating func document() throws(JSONSyntaxError) -> JSON {
        skipWhitespace()
        let value = try value(line: line)
        skipWhitespace()
        guard position == bytes.count else { throw failure("expected the end of the text after the value") }
        return value
    }

    private mutating func value(line: Int) throws(JSONSyntaxError) -> JSON {
        let node = lines?.begin(line: line)
        let value = try value()
        if let node { lines?.end(node) }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> JSON {
        guard position < bytes.count else { throw failure("expected a value, found the end of the text") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONSyntaxError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONSyntaxError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw failure("expected a value")
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONSyntaxError) -> JSON
    ) throws(JSONSyntaxError) -> JSON {
        depth += 1
        guard depth <= JSON.nestingLimit else { throw failure("nested deeper than \(JSON.nestingLimit) levels") }
        let value = try body(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(JSONSyntaxError) -> JSON {
        var members = JSONObject()
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            guard peek == UInt8(ascii: "\"") else { throw failure("expected a member name in double quotes") }
            let start = position
            let nameLine = line
            let name = try string()
            guard members[name] == nil else {
                position = start
                throw failure("the member \"\(name.prefix(60))\" stands twice in its object")
            }
            skipWhitespace()
            guard take(UInt8(ascii: ":")) else { throw failure("expected ':' after the member name") }
            skipWhitespace()
            members[name] = try value(line: nameLine)
            skipWhitespace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or '}' after a member") }
            skipWhitespace()
        }
    }

    private mutating func array() throws(JSONSyntaxError) -> JSON {
        var elements: [JSON] = []
        position += 1
        skipWhitespace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(line: line))
            skipWhitespace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw failure("expected ',' or ']' after an element") }
            skipWhitespace()
        }
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONNumber {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if let mark = peek, mark | 0x20 == UInt8(ascii: "e") {
            position += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return JSONNumber(text: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() throws(JSONSyntaxError) {
        let start = position
        while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
        guard position > start else { throw failure("expected a digit") }
    }

    private mutating func word(_ text: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        let length = text.utf8CodeUnitCount
        guard position + length <= bytes.count,
            bytes[position..<position + length].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: length))
        else { throw failure("expected a value") }
        position += length
        return value
    }

    var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipWhitespace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            if byte == 0x0A { line += 1 }
            position += 1
        }
    }

    func failure(_ message: String) -> JSONSyntaxError {
        let before = bytes[..<min(position, bytes.count)]
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONSyntaxError(
            message: message,
            line: before.count { $0 == 0x0A } + 1,
            column: before.count - lineStart + 1)
    }
}
