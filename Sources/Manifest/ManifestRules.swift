/// What all manifests have in common.
enum ManifestRules {
    static let processRange = 1...16
    /// With ``Program/userPrefix`` a name is that of a user of Linux, which takes 31 characters.
    static let nameLimit = 31 - Program.userPrefix.utf8.count
    static let wordLimit = 63
    /// Names that stand for people and for what they start: `database-migrator` and `redis-operator` are their passwords.
    static let reservedNames = ["migrator", "operator"]

    typealias Issue = ManifestError.Issue

    static func issues<Manifest>(
        _ file: ManifestFile<Manifest>, name: String, processes: Int, tables: TableAccess, redis: RedisAccess,
        variables: [(list: String, names: [String])]
    ) -> [Issue] {
        var issues: [Issue] = []
        if !isWord(name, first: isLowercase, rest: { isLowercase($0) || isDigit($0) || $0 == "-" }) {
            issues.append(file.issue(at: "/name", "expected lowercase letters, digits and hyphens"))
        } else if name.utf8.count > nameLimit {
            issues.append(file.issue(at: "/name", "expected \(nameLimit) characters at most"))
        } else if reservedNames.contains(name) {
            issues.append(file.issue(at: "/name", "\(name) is no name for a program"))
        }
        if !processRange.contains(processes) {
            issues.append(file.issue(at: "/processes", expected(processRange)))
        }
        for (list, names) in variables {
            for (index, variable) in names.enumerated()
            where !isWord(
                EnvironmentFile.name(variable), first: isUppercase,
                rest: { isUppercase($0) || isDigit($0) || $0 == "_" })
            {
                issues.append(
                    file.issue(at: "/\(list)/\(index)", "expected the name of a variable, in capitals"))
            }
        }
        for verb in TableVerb.allCases {
            for (index, table) in tables[verb].enumerated() {
                let isWord = { (name: String) in
                    Self.isWord(name, first: isLowercase, rest: { isLowercase($0) || isDigit($0) || $0 == "_" })
                }
                if verb == .read, let columns = tables.columns(of: table),
                    !columns.allSatisfy(isWord) || columns.isEmpty
                {
                    issues.append(file.issue(at: "/database/read/\(index)", "expected names of columns of \(table)"))
                }
                if let words = issue(of: verb, on: table, tables) {
                    issues.append(file.issue(at: "/database/\(verb)/\(index)", words))
                }
            }
        }
        return issues + RedisRules.issues(redis).map { file.issue(at: $0.place, $0.message) }
    }

    private static func issue(of verb: TableVerb, on table: String, _ tables: TableAccess) -> String? {
        if !isWord(table, first: isLowercase, rest: { isLowercase($0) || isDigit($0) || $0 == "_" }) {
            return "expected the name of a table"
        }
        guard [.update, .delete].contains(verb), !tables[.read].contains(table) else { return nil }
        return "\(table) must stand in read too: MariaDB reads to find the rows"
    }

    static func expected(_ range: ClosedRange<Int>) -> String {
        "expected \(range.lowerBound) to \(range.upperBound)"
    }

    static func isWord(_ text: some StringProtocol, first: (Character) -> Bool, rest: (Character) -> Bool) -> Bool {
        guard let head = text.first else { return false }
        return first(head) && text.dropFirst().allSatisfy(rest) && text.utf8.count <= wordLimit
    }

    static func isLowercase(_ character: Character) -> Bool { ("a"..."z").contains(character) && character.isASCII }
    static func isUppercase(_ character: Character) -> Bool { ("A"..."Z").contains(character) && character.isASCII }
    static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.isASCII }
}
