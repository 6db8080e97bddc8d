/// The rule for names of roles.
package enum RoleName {
    /// In bytes.
    package static let lengthLimit = 63
    package static let pattern = "^[a-z][a-z0-9-]*$"
    package static let rule = "1 to \(lengthLimit) small letters, digits and hyphens, a letter first"

    package static func isGood(_ name: String) -> Bool {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return (1...lengthLimit).contains(name.utf8.count) && letters.contains(name.utf8.first ?? 0)
            && name.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
    }
}
