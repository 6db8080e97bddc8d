/// The grammar of semantic versions (https://semver.org).
enum SemanticVersionText {
    /// In bytes.
    static let limit = 128

    static func isValid(_ text: String) -> Bool {
        let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let release = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = release[0].split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ isNumber($0) && !hasLeadingZero($0) }) else { return false }
        if release.count == 2 {
            guard identifiers(release[1]).allSatisfy({ isIdentifier($0) && !(isNumber($0) && hasLeadingZero($0)) })
            else {
                return false
            }
        }
        return build.count == 1 || identifiers(build[1]).allSatisfy(isIdentifier)
    }

    private static func identifiers(_ text: Substring) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func isIdentifier(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func hasLeadingZero(_ text: Substring) -> Bool {
        text.count > 1 && text.first == "0"
    }
}
