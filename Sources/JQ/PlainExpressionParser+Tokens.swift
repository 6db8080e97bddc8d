extension PlainExpressionParser {
    /// The next byte that is not white space.
    var peek: UInt8? {
        mutating get {
            while position < bytes.count, [0x20, 0x09, 0x0A].contains(bytes[position]) { position += 1 }
            return position < bytes.count ? bytes[position] : nil
        }
    }

    /// The byte after the next one, which nothing may separate from it.
    var following: UInt8? {
        position + 1 < bytes.count ? bytes[position + 1] : nil
    }

    mutating func isNext(_ text: StaticString) -> Bool {
        _ = peek
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        return bytes[position..<end].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: end - position))
    }

    mutating func take(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    /// Takes an operator, unless it is the start of an assignment.
    mutating func takeOperator(_ text: StaticString) -> Bool {
        guard isNext(text) else { return false }
        let end = position + text.utf8CodeUnitCount
        guard end >= bytes.count || bytes[end] != UInt8(ascii: "=") else { return false }
        position = end
        return true
    }

    /// Takes a `?`, unless it is the start of a `?//`, which is another operator.
    mutating func takeOptional() -> Bool {
        guard isNext("?"), !isNext("?//") else { return false }
        position += 1
        return true
    }

    mutating func takeWord(_ word: StaticString) -> Bool {
        guard isNext(word) else { return false }
        let end = position + word.utf8CodeUnitCount
        // `::` would make it a part of a longer name.
        guard end >= bytes.count || !Self.isInName(bytes[end]) && bytes[end] != UInt8(ascii: ":") else { return false }
        position = end
        return true
    }

    /// A name that starts right here; nil where there is none.
    mutating func takeName() -> String? {
        guard position < bytes.count, Self.startsName(bytes[position]) else { return nil }
        let start = position
        while position < bytes.count, Self.isInName(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    static func startsName(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    static func isInName(_ byte: UInt8) -> Bool {
        startsName(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
