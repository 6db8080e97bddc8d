/// Why a text is not a YAML document, and where.
package struct YAMLError: Error, Sendable, Equatable, CustomStringConvertible {
    package var message: String
    /// Both count from 1; columns count characters.
    package var line: Int
    package var column: Int

    package var description: String { "\(message) at line \(line), column \(column)" }
}
