/// The rule for names of secrets. The language takes any text (its schema's `use.secrets`); these need no escaping in a URL,
/// and those without hyphens and dots none in `$secrets.name` either.
package enum SecretName {
    /// In bytes.
    package static let lengthLimit = 128
    package static let pattern = "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"
    package static let rule = "1 to \(lengthLimit) letters, digits, _, - and ., with no - or . at its start"

    package static func isGood(_ name: String) -> Bool {
        (1...lengthLimit).contains(name.utf8.count) && name.utf8.allSatisfy { isWord($0) || isMark($0) }
            && name.utf8.first.map(isWord) == true
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") }
}
