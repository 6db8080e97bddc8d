internal import Supervision

/// The variables that a program was started with.
package struct Environment: Sendable {
    package let variables: [String: String]

    package init(_ variables: [String: String]) {
        self.variables = variables
    }

    /// Those of this process.
    package static var process: Environment { Environment(ProcessVariables.all) }

    package subscript(name: String) -> String? { variables[name] }

    /// A variable that must be set and not be empty.
    package func required(_ name: String) throws(EnvironmentError) -> String {
        guard let value = variables[name], !value.isEmpty else {
            throw EnvironmentError(description: "\(name) is not set")
        }
        return value
    }

    /// A whole number; `standard` where the variable is not set.
    package func count(_ name: String, in range: ClosedRange<Int>, else standard: Int) throws(EnvironmentError) -> Int {
        try count(name, in: range) ?? standard
    }

    /// A whole number; nil where the variable is not set.
    package func count(_ name: String, in range: ClosedRange<Int>) throws(EnvironmentError) -> Int? {
        guard let text = variables[name] else { return nil }
        guard let count = Int(text), range.contains(count) else {
            throw EnvironmentError(
                description: "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return count
    }
}
