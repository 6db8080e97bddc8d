/// `evaluate`: how a document's expressions are written.
package struct Evaluation: Sendable, Hashable {
    package let language: String
    package let mode: Mode

    package init(language: String = "jq", mode: Mode = .strict) {
        self.language = language
        self.mode = mode
    }

    package enum Mode: String, Sendable, CaseIterable {
        /// What stands in `${ }` is an expression.
        case strict
        /// Any text may be one; one that cannot be evaluated is itself.
        case loose
    }
}
