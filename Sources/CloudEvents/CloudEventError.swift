package import JSON

/// What is wrong with an event, or with several in a list.
package struct CloudEventError: Error, Sendable, Hashable, CustomStringConvertible {
    package let issues: [Issue]

    package struct Issue: Sendable, Hashable {
        /// The attribute, such as `/source`.
        package let pointer: JSONPointer
        /// Says what is expected; never what was there.
        package let message: String

        init(_ pointer: JSONPointer, _ message: String) {
            self.pointer = pointer
            self.message = message
        }

        init(_ attribute: String, _ message: String) {
            self.init(JSONPointer(tokens: [attribute]), message)
        }
    }

    init(_ issues: [Issue]) {
        self.issues = issues
    }

    /// The same of an event that stands in a list.
    func at(_ index: Int) -> [Issue] {
        issues.map { Issue(JSONPointer(tokens: [String(index)] + $0.pointer.tokens), $0.message) }
    }

    package var description: String {
        issues.map { "\($0.pointer): \($0.message)" }.joined(separator: "; ")
    }
}
