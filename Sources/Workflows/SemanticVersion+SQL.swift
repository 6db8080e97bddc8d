package import Database

extension SemanticVersion: SQLConvertible, SQLReadable {
    package var sqlValue: SQLValue { description.sqlValue }

    package init?(sqlValue: SQLValue) {
        guard let text = String(sqlValue: sqlValue) else { return nil }
        self.init(text)
    }
}
