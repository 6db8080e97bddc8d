/// What is wrong with a JSON value that was to become a Swift value: members that the type does not know, all of them,
/// and the first value that does not fit.
///
/// Messages say what was expected and what kind of value was found, never the value: it may be private.
package struct JSONShapeError: Error, Sendable, Equatable, CustomStringConvertible {
    package struct Issue: Sendable, Equatable {
        /// The place in the value that was decoded. A missing member's place is where it would stand.
        package let pointer: JSONPointer
        package let message: String
    }

    /// At least one.
    package let errors: [Issue]

    package init(pointer: JSONPointer, message: String) {
        errors = [Issue(pointer: pointer, message: message)]
    }

    init(_ first: Issue, _ rest: some Sequence<Issue>) {
        errors = [first] + rest
    }

    package var pointer: JSONPointer { errors[0].pointer }
    package var message: String { errors[0].message }

    package var description: String {
        errors.map { "\($0.pointer): \($0.message)" }.joined(separator: "; ")
    }
}
