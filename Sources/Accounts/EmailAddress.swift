/// An e-mail address that can exist: what HTML's `<input type="email">` accepts, and no longer than mail allows.
///
/// Letters outside ASCII are refused, since the database would take `é` for `e` and two people for one. Whether
/// somebody reads mail there is not known.
package struct EmailAddress: Sendable, Hashable {
    /// In bytes (RFC 5321, section 4.5.3.1).
    package static let lengthLimit = 254
    private static let localPartLimit = 64
    private static let labelLimit = 63

    /// What ``init(_:)`` takes, but for the whole length.
    package static let pattern = {
        let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,\(labelLimit - 2)}[A-Za-z0-9])?"
        return "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,\(localPartLimit)}@\(label)([.]\(label))*$"
    }()

    package let text: String

    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.lengthLimit, parts.count == 2, Self.isLocalPart(parts[0]) else { return nil }
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(Self.isLabel) else { return nil }
        self.text = text
    }

    private static func isLocalPart(_ part: Substring.UTF8View) -> Bool {
        !part.isEmpty && part.count <= localPartLimit
            && part.allSatisfy { isLetterOrDigit($0) || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
    }

    private static func isLabel(_ label: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return !label.isEmpty && label.count <= labelLimit && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
