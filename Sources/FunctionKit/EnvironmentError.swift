/// A variable that is missing or wrong. The program cannot start.
package struct EnvironmentError: Error, Sendable, CustomStringConvertible {
    package let description: String

    package init(description: String) {
        self.description = description
    }
}
