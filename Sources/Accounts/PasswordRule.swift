/// Which passwords people may choose (NIST SP 800-63B, section 3.1.1.2: length and a list of what is guessed first; no rules
/// about kinds of characters).
package enum PasswordRule {
    /// In characters, several spaces in a row counted as one (ASVS 4.0.3, 2.1.1).
    package static let shortest = 12
    /// In Unicode code points (ASVS 4.0.3, 2.1.2: 64 are permitted, more than 128 are not).
    package static let longest = 128

    /// What is wrong with a password, as the end of a sentence that starts with "The password"; nil when nothing is.
    ///
    /// - Parameter owner: what others know of its owner: e-mail address, names of tenants.
    package static func violation(of password: String, owner: [String] = []) -> String? {
        if length(of: password) < shortest { return "must be at least \(shortest) characters long" }
        if password.unicodeScalars.count > longest { return "must be at most \(longest) characters long" }
        if password.utf8.contains(0) { return "must not contain a NUL character" }
        if isFrequent(password) {
            return "is one of the \(FrequentPasswords.all.count) that people take most often, and that are tried first"
        }
        let small = password.lowercased()
        // The address, the name in it, a tenant's name: also twice, or with a few characters around.
        let isKnown = owner.flatMap(knownTexts).contains { known in
            small.count - small.replacing(known, with: "").count > 0
                && small.replacing(known, with: "").count < freeLength
        }
        return isKnown ? "must not be made of your e-mail address or your tenant's name" : nil
    }

    /// Whether it is one of those that are tried first: the list may have grown since somebody chose it.
    static func isFrequent(_ password: String) -> Bool { FrequentPasswords.contains(password) }

    private static func length(of password: String) -> Int {
        var (count, previous) = (0, Character("x"))
        for character in password {
            if character != " " || previous != " " { count += 1 }
            previous = character
        }
        return count
    }

    /// Characters beside what others know that a password needs.
    private static let freeLength = 4
    /// Shorter names stand in many words by chance.
    private static let shortestKnown = 4

    private static func knownTexts(_ text: String) -> [String] {
        let small = text.lowercased()
        let name = small.prefix { $0 != "@" }
        return Set([small, String(name)]).filter { $0.count >= shortestKnown }
    }
}
