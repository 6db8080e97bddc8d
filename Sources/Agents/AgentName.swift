/// The rule for names of agents: that of names in workflow documents, so that a name needs no quotes there.
package enum AgentName {
    package static let lengthLimit = 63

    /// Nil for a good name.
    package static func issue(_ name: String) -> AgentIssue? {
        let bytes = Array(name.utf8)
        let isGood =
            (1...lengthLimit).contains(bytes.count)
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            && bytes.first != UInt8(ascii: "-") && bytes.last != UInt8(ascii: "-")
        guard !isGood else { return nil }
        return AgentIssue(
            "name", "expected 1 to \(lengthLimit) letters, digits and hyphens, with no hyphen at either end")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }
}
