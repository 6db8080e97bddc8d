import OrderedCollections

/// A place in a JSON document (RFC 6901), such as `/do/0/getPet`.
package struct JSONPointer: Sendable, Hashable, CustomStringConvertible {
    package var tokens: [String]

    /// The whole document.
    package static let root = JSONPointer(tokens: [])

    package init(tokens: [String]) {
        self.tokens = tokens
    }

    /// Reads the textual form; nil where it is neither empty nor starts with `/`.
    package init?(_ text: String) {
        if text.isEmpty {
            tokens = []
        } else if text.hasPrefix("/") {
            tokens = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(Self.unescaped)
        } else {
            return nil
        }
    }

    package func appending(_ token: String) -> JSONPointer {
        JSONPointer(tokens: tokens + [token])
    }

    package func appending(_ index: Int) -> JSONPointer {
        appending(String(index))
    }

    package var description: String {
        tokens.map { "/" + Self.escaped($0) }.joined()
    }

    private static func escaped(_ token: String) -> String {
        token.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }

    private static func unescaped(_ token: Substring) -> String {
        var text = ""
        var rest = token[...]
        while let tilde = rest.firstIndex(of: "~") {
            text += rest[..<tilde]
            let next = rest[rest.index(after: tilde)...]
            text += next.first == "0" ? "~" : next.first == "1" ? "/" : "~"
            rest = next.first == "0" || next.first == "1" ? next.dropFirst() : next
        }
        return text + rest
    }
}

extension JSON {
    /// The value at a place in this one; nil where there is none.
    package subscript(pointer: JSONPointer) -> JSON? {
        pointer.tokens.reduce(self as JSON?) { value, token in
            switch value {
            case .object(let members): members[token]
            case .array: Int(token).flatMap { value?[$0] }
            default: nil
            }
        }
    }
}
