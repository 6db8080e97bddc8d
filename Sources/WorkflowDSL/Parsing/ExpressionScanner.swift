/// Finds the expressions (`${ … }`) in a string.
struct ExpressionScanner {
    enum Piece: Equatable {
        case text(String)
        case expression(String)
    }

    /// A `${` without its `}`.
    struct Unclosed: Error {}

    private let bytes: [UInt8]
    private var position = 0

    /// The pieces of a string, in order. A string that is one expression, but for whitespace around it, is one piece.
    static func pieces(of text: String) throws(Unclosed) -> [Piece] {
        var scanner = ExpressionScanner(bytes: Array(text.utf8))
        do {
            return try scanner.pieces()
        } catch {
            // The jq may hold a comment that swallows the brace: jq itself will say what is wrong, if anything is.
            if let whole = whole(scanner.bytes) { return [.expression(whole)] }
            throw error
        }
    }

    private mutating func pieces() throws(Unclosed) -> [Piece] {
        var pieces: [Piece] = []
        var start = 0
        while position < bytes.count {
            guard isAt("${") else {
                position += 1
                continue
            }
            if position > start { pieces.append(.text(text(start..<position))) }
            position += 2
            start = position
            try skipProgram()
            pieces.append(.expression(text(start..<position)))
            position += 1
            start = position
        }
        if start < bytes.count { pieces.append(.text(text(start..<bytes.count))) }
        let solid = pieces.filter { if case .text(let text) = $0 { !text.allSatisfy(\.isWhitespace) } else { true } }
        if solid.count == 1, case .expression = solid[0] { return solid }
        return pieces
    }

    /// Goes on to the brace that ends the expression. Braces in jq's strings do not count, those in `\( )` do.
    private mutating func skipProgram() throws(Unclosed) {
        enum Context { case braces, parentheses, string, interpolation }
        var open: [Context] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch (byte, open.last) {
            case (UInt8(ascii: "\\"), .string):
                position += 1
                if position < bytes.count, bytes[position] == UInt8(ascii: "(") { open.append(.interpolation) }
            case (UInt8(ascii: "\""), .string): open.removeLast()
            case (_, .string): break
            case (UInt8(ascii: "\""), _): open.append(.string)
            case (UInt8(ascii: "{"), _): open.append(.braces)
            case (UInt8(ascii: "("), _): open.append(.parentheses)
            case (UInt8(ascii: ")"), .parentheses), (UInt8(ascii: ")"), .interpolation): open.removeLast()
            case (UInt8(ascii: "}"), .braces): open.removeLast()
            case (UInt8(ascii: "}"), nil): return
            case (UInt8(ascii: "#"), _):
                while position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: "\n") { position += 1 }
            default: break
            }
            position += 1
        }
        throw Unclosed()
    }

    private func isAt(_ mark: StaticString) -> Bool {
        position + 1 < bytes.count && bytes[position] == mark.utf8Start[0] && bytes[position + 1] == mark.utf8Start[1]
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private static func whole(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
        return String(text.dropFirst(2).dropLast())
    }
}

extension String {
    var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
