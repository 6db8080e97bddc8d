/// What is wrong with a catalog of models.
package struct ModelCatalogError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Nil where no file was named.
    package let file: String?
    /// At least one, each with its place in the file where there is one.
    package let issues: [String]

    init(file: String?, issues: [String]) {
        self.file = file
        self.issues = issues
    }

    init(file: String?, _ issue: String) {
        self.init(file: file, issues: [issue])
    }

    package var description: String {
        (file.map { "\($0): " } ?? "") + issues.joined(separator: "; ")
    }
}
