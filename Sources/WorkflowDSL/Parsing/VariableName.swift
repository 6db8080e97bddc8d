/// The names that `for` and `catch` may give to their variables.
enum VariableName {
    /// jq 1.6 reads these as words of its own, also after `$`.
    private static let keywords: Set = [
        "and", "as", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label", "module",
        "or", "reduce", "then", "try",
    ]

    /// Why a name cannot be used; nil where it can.
    static func objection(to name: String) -> String? {
        if name.hasPrefix("$") { return "write it without `$`: \(String(name.dropFirst()).quoted)" }
        guard let first = name.utf8.first, !("0"..."9").contains(Unicode.Scalar(first)),
            name.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "_") })
        else { return "write letters, digits and `_`, not a digit first" }
        if keywords.contains(name) { return "\(name.quoted) is a word of jq; choose another name" }
        if ExpressionTable.arguments.contains(name) || name == "ENV" {
            return "`$\(name)` has a meaning in every expression; choose another name"
        }
        if name.hasPrefix("__") { return "names that begin with `__` are reserved; choose another name" }
        return nil
    }
}

extension UInt8 {
    var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// RFC 3986, section 2.3.
    var isUnreserved: Bool {
        isLetterOrDigit || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~")].contains(self)
    }
}
