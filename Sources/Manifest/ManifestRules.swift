/// What all manifests have in common.
enum ManifestRules {
    static let processRange = 1...16

    typealias Issue = ManifestError.Issue

    static func issues<Manifest>(
        _ file: ManifestFile<Manifest>, name: String, processes: Int, environment: [String], tables: TableAccess,
        redis: [String]
    ) -> [Issue] {
        var issues: [Issue] = []
        if !isWord(name, first: isLowercase, rest: { isLowercase($0) || isDigit($0) || $0 == "-" }) {
            issues.append(file.issue(at: "/name", "expected lowercase letters, digits and hyphens"))
        }
        if !processRange.contains(processes) {
            issues.append(file.issue(at: "/processes", expected(processRange)))
        }
        for (index, variable) in environment.enumerated()
        where !isWord(
            EnvironmentFile.name(variable), first: isUppercase, rest: { isUppercase($0) || isDigit($0) || $0 == "_" })
        {
            issues.append(
                file.issue(at: "/environment/\(index)", "expected the name of a variable, in capitals"))
        }
        for (list, names) in [("read", tables.read), ("write", tables.write)] {
            for (index, table) in names.enumerated()
            where !isWord(table, first: isLowercase, rest: { isLowercase($0) || isDigit($0) || $0 == "_" }) {
                issues.append(file.issue(at: "/database/\(list)/\(index)", "expected the name of a table"))
            }
        }
        for (index, pattern) in redis.enumerated() where pattern.isEmpty || pattern.contains(where: \.isWhitespace) {
            issues.append(file.issue(at: "/redis/\(index)", "expected a pattern of keys, without spaces"))
        }
        return issues
    }

    static func expected(_ range: ClosedRange<Int>) -> String {
        "expected \(range.lowerBound) to \(range.upperBound)"
    }

    private static func isWord(
        _ text: String, first: (Character) -> Bool, rest: (Character) -> Bool
    ) -> Bool {
        guard let head = text.first else { return false }
        return first(head) && text.dropFirst().allSatisfy(rest) && text.utf8.count <= 63
    }

    static func isLowercase(_ character: Character) -> Bool { ("a"..."z").contains(character) && character.isASCII }
    static func isUppercase(_ character: Character) -> Bool { ("A"..."Z").contains(character) && character.isASCII }
    static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.isASCII }
}
