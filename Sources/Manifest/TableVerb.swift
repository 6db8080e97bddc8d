/// What a program does with the rows of a table.
package enum TableVerb: String, Sendable, CaseIterable {
    case read, insert, update, delete

    /// What MariaDB calls the right to do it.
    package var privilege: String {
        self == .read ? "SELECT" : rawValue.uppercased()
    }
}
