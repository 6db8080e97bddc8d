/// Whether an expression is closed in itself, so that it cannot end the branch it is put into and start another.
enum Brackets {
    /// What is wrong; nil when every bracket and string ends inside the expression.
    static func problem(in expression: String) -> String? {
        // The closers that are awaited; a quote for a string.
        var open: [UInt8] = []
        var isEscaped = false
        var isComment = false
        for byte in expression.utf8 {
            if isComment {
                isComment = byte != UInt8(ascii: "\n")
            } else if open.last == UInt8(ascii: "\"") {
                if isEscaped {
                    isEscaped = false
                    if byte == UInt8(ascii: "(") { open.append(UInt8(ascii: ")")) }
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    open.removeLast()
                }
            } else {
                switch byte {
                case 0: return "the expression holds a NUL character"
                case UInt8(ascii: "#"): isComment = true
                case UInt8(ascii: "\""): open.append(byte)
                case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
                case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
                case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
                case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    guard open.popLast() == byte else {
                        return "syntax error, '\(Unicode.Scalar(byte))' closes nothing"
                    }
                default: break
                }
            }
        }
        guard let missing = open.last else { return nil }
        return "syntax error, '\(Unicode.Scalar(missing))' is missing at the end"
    }
}
