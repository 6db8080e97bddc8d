/// A version by the rules of Semantic Versioning 2.0.0, such as `1.4.0`, `2.0.0-rc.1` or `1.0.0+build.5`.
///
/// Versions are ordered as the rules say: a prerelease is lower than its release. Build metadata has no meaning there;
/// here it decides last, so that different versions are never equal and "the latest" is always one.
package struct SemanticVersion: Sendable, Hashable, CustomStringConvertible {
    /// As written.
    package let description: String
    let core: [String]
    let prerelease: [String]
    let build: String

    /// The most characters of a version: what the table holds.
    package static let lengthLimit = 128

    /// Nil where the text is no semantic version, or longer than ``lengthLimit``.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.lengthLimit else { return nil }
        let (rest, build) = Self.split(text[...], at: "+")
        let (core, prerelease) = Self.split(rest, at: "-")
        let numbers = Self.identifiers(core)
        let labels = prerelease.map(Self.identifiers) ?? []
        guard numbers.count == 3, numbers.allSatisfy(Self.isNumber), labels.allSatisfy(Self.isPrereleaseLabel),
            build.map(Self.identifiers)?.allSatisfy(Self.isLabel) ?? true
        else { return nil }
        description = text
        self.core = numbers
        self.prerelease = labels
        self.build = build.map(String.init) ?? ""
    }

    private static func split(_ text: Substring, at mark: Character) -> (Substring, Substring?) {
        guard let index = text.firstIndex(of: mark) else { return (text, nil) }
        return (text[..<index], text[text.index(after: index)...])
    }

    private static func identifiers(_ text: Substring) -> [String] {
        text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }

    private static func isLabel(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static func isPrereleaseLabel(_ text: String) -> Bool {
        isLabel(text) && (!hasOnlyDigits(text) || isNumber(text))
    }

    private static func isNumber(_ text: String) -> Bool {
        hasOnlyDigits(text) && (text == "0" || !text.hasPrefix("0"))
    }

    static func hasOnlyDigits(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}

extension SemanticVersion: Comparable {
    package static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.core != right.core { return precedes(left.core, right.core) }
        if left.prerelease != right.prerelease {
            if left.prerelease.isEmpty || right.prerelease.isEmpty { return right.prerelease.isEmpty }
            return precedes(left.prerelease, right.prerelease)
        }
        return left.build < right.build
    }

    private static func precedes(_ left: [String], _ right: [String]) -> Bool {
        for (first, second) in zip(left, right) where first != second {
            switch (hasOnlyDigits(first), hasOnlyDigits(second)) {
            // Numbers have no size limit: without leading zeros the longer one is the larger.
            case (true, true): return (first.utf8.count, first) < (second.utf8.count, second)
            case (false, false): return first < second
            case (let isNumber, _): return isNumber
            }
        }
        return left.count < right.count
    }
}
