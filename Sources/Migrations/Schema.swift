package import Database

/// The tables of a database as statements that make them, for people and for comparing.
package enum Schema {
    /// The database's tables in the order of their names: the same text for the same tables, whatever is in them.
    ///
    /// - Throws: `DatabaseError`.
    package static func text(of database: Database) throws(DatabaseError) -> String {
        let tables = try database.query(
            """
            SELECT table_name AS name FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
            """)
        var names: [String] = []
        for table in tables { names.append(try table.get("name")) }
        var text =
            "-- All tables after the last migration. Written by `bin/migrate --schema`, compared by `bin/check`.\n"
        for name in names.sorted() { text += try "\n" + statement(for: name, in: database) + ";\n" }
        return text
    }

    private static func statement(for table: String, in database: Database) throws(DatabaseError) -> String {
        let row = try database.first(SQL(trusted: "SHOW CREATE TABLE `\(table)`"))
        let statement = try row?.get("Create Table", as: String.self) ?? ""
        // How far a table has counted is no part of its form.
        return statement.split(separator: " ", omittingEmptySubsequences: false).filter {
            !$0.hasPrefix("AUTO_INCREMENT=")
        }.joined(separator: " ")
    }
}
