/// What is wrong with a file: a manifest, a template, or one that cannot be read or written.
package struct ManifestError: Error, Sendable, Hashable, CustomStringConvertible {
    package struct Issue: Sendable, Hashable {
        /// Counts from 1; nil when the whole file is meant.
        package let line: Int?
        package let message: String
    }

    package let file: String
    /// At least one.
    package let issues: [Issue]

    init(file: String, issues: [Issue]) {
        self.file = file
        self.issues = issues
    }

    init(file: String, line: Int? = nil, _ message: String) {
        self.init(file: file, issues: [Issue(line: line, message: message)])
    }

    /// One line for each issue: `functions/auth/function.yaml:3: processes: expected 1 to 16`.
    package var description: String {
        issues.map { issue in
            "\(file):" + (issue.line.map { "\($0):" } ?? "") + " \(issue.message)"
        }.joined(separator: "\n")
    }
}
