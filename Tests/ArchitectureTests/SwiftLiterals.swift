/// The string literals of a Swift source, with their interpolations as they stand there.
enum SwiftLiterals {
    static func read(_ code: String) -> [String] {
        let bytes = Array(code.utf8)
        let (quote, backslash, newline) = (UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "\n"))
        var literals: [String] = []
        var index = 0
        func starts(_ text: String, at place: Int) -> Bool { bytes[place...].starts(with: text.utf8) }
        while index < bytes.count {
            if starts("//", at: index) {
                index = bytes[index...].firstIndex(of: newline) ?? bytes.count
            } else if starts("\"\"\"", at: index) {
                var end = index + 3
                while end < bytes.count, !starts("\"\"\"", at: end) { end += 1 }
                literals.append(String(decoding: bytes[(index + 3)..<end], as: UTF8.self))
                index = end + 3
            } else if bytes[index] == quote {
                var (end, depth) = (index + 1, 0)
                while end < bytes.count, bytes[end] != newline {
                    if bytes[end] == backslash, depth == 0 || starts("\\(", at: end) {
                        if starts("\\(", at: end) { depth += 1 }
                        end += 2
                        continue
                    }
                    if depth > 0 {
                        if bytes[end] == UInt8(ascii: "(") { depth += 1 }
                        if bytes[end] == UInt8(ascii: ")") { depth -= 1 }
                    } else if bytes[end] == quote {
                        break
                    }
                    end += 1
                }
                literals.append(String(decoding: bytes[(index + 1)..<min(end, bytes.count)], as: UTF8.self))
                index = end + 1
            } else {
                index += 1
            }
        }
        return literals
    }
}
