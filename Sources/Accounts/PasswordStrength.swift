/// How hard a password that the rule lets pass is to guess, as far as its text tells: by its length, in which characters that
/// repeat or continue others before them count for little.
///
/// An estimate of bits would promise more than anybody knows of how people choose.
package enum PasswordStrength: String, Sendable, CaseIterable {
    case weak, fair, good, strong

    /// Of characters that count, from which on it is this good.
    private static let steps: [(length: Int, strength: PasswordStrength)] = [(20, .strong), (16, .good), (12, .fair)]
    /// A word that stands in it as it stands in the list of frequent passwords counts as so many characters.
    private static let wordWorth = 4
    private static let shortestWord = 6

    package init(_ password: String) {
        let counted = Self.countedLength(password)
        self = Self.steps.first { counted >= $0.length }?.strength ?? .weak
    }

    /// What to do about it, as a sentence.
    package var advice: String {
        switch self {
        case .weak, .fair: "Longer is better: four or more words that have nothing to do with each other."
        case .good, .strong: ""
        }
    }

    static func countedLength(_ password: String) -> Int {
        let text = withoutWords(Array(password.lowercased()))
        var (counted, seen, previous) = (0, Set<String>(), Character?.none)
        var pair = ""
        for character in text {
            let isContinued = previous.map { abs(Self.code($0) - Self.code(character)) <= 1 } ?? false
            pair = String(pair.suffix(2)) + String(character)
            // Three characters that came before are a repetition.
            let isRepeated = pair.count == 3 && !seen.insert(pair).inserted
            if !isContinued && !isRepeated { counted += 1 }
            previous = character
        }
        return counted
    }

    private static func code(_ character: Character) -> Int {
        Int(character.unicodeScalars.first?.value ?? 0)
    }

    /// The text with each frequent password in it shortened to its worth.
    private static func withoutWords(_ text: [Character]) -> [Character] {
        var (rest, start) = ([Character](), 0)
        while start < text.count {
            let longest = stride(from: min(text.count - start, 24), through: shortestWord, by: -1).first { length in
                FrequentPasswords.contains(String(text[start..<start + length]))
            }
            rest += text[start..<start + min(longest ?? 1, wordWorth)]
            start += longest ?? 1
        }
        return rest
    }
}
