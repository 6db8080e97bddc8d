/// One row of a result.
package struct Row: Sendable {
    let columns: Columns
    let values: [SQLValue]

    /// The value of a column that is not NULL.
    ///
    /// - Throws: `DatabaseError` of kind `.unexpectedValue`: no such column, NULL, or another type.
    package func get<T: SQLReadable>(_ column: String, as: T.Type = T.self) throws(DatabaseError) -> T {
        let value = try self.value(of: column)
        guard let read = T(sqlValue: value) else {
            throw .unexpected("column \(column) holds \(value.typeName), not \(T.self)", statement: columns.statement)
        }
        return read
    }

    /// The value of a column, or nil for NULL.
    ///
    /// - Throws: `DatabaseError` of kind `.unexpectedValue`: no such column, or another type.
    package func optional<T: SQLReadable>(_ column: String, as: T.Type = T.self) throws(DatabaseError) -> T? {
        try value(of: column) == .null ? nil : get(column)
    }

    /// The names of the columns, in order.
    package var columnNames: [String] { columns.names }

    private func value(of column: String) throws(DatabaseError) -> SQLValue {
        guard let position = columns.positions[column] else {
            throw .unexpected("no column \(column)", statement: columns.statement)
        }
        return values[position]
    }
}

/// What the rows of one result have in common.
final class Columns: Sendable {
    let statement: String
    let names: [String]
    let positions: [String: Int]

    init(names: [String], statement: String) {
        self.statement = statement
        self.names = names
        positions = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }
}
