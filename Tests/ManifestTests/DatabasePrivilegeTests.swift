import Database
import Foundation
import Manifest
import TestServers
import Testing

/// What the user of each program may do in the database, and above all what not: asked of the server itself.
@Suite struct DatabasePrivilegeTests {
    /// "Access denied", for a table, a column, a database, an account or the whole server.
    private static let denied: Set<Int> = [1044, 1045, 1142, 1143, 1227, 1370]

    private enum Answer: Equatable {
        case allowed
        case denied
        case otherwise(Int)
    }

    private func answer(_ database: Database, _ statement: String) -> Answer {
        do throws(DatabaseError) {
            try database.execute(SQL(trusted: statement))
            return .allowed
        } catch {
            return Self.denied.contains(error.code) ? .denied : .otherwise(error.code)
        }
    }

    /// Changes nothing, whoever may run it.
    private func statement(
        _ verb: TableVerb, _ table: String, _ columns: [String], reading some: [String]? = nil
    ) -> String {
        switch verb {
        case .read: "SELECT \(some?.joined(separator: ", ") ?? "*") FROM \(table) WHERE FALSE"
        case .insert:
            "INSERT INTO \(table) (\(columns.joined(separator: ", "))) "
                + "SELECT \(columns.map { _ in "NULL" }.joined(separator: ", ")) FROM DUAL WHERE FALSE"
        case .update: "UPDATE \(table) SET \(columns[0]) = \(columns[0]) WHERE FALSE"
        case .delete: "DELETE FROM \(table) WHERE FALSE"
        }
    }

    @Test func `each program has a user, and every table that it declares is there`() throws {
        let ours = try RenderedUsers.ours.get()
        #expect(RenderedUsers.programs.count == ours.fleet.functions.count + ours.fleet.daemons.count)
        for program in ours.fleet.programs {
            #expect(Set(program.database.tables).isSubset(of: ours.columns.keys), "\(program.name)")
            let name = try ours.database(as: program).first("SELECT CURRENT_USER() AS name")
            #expect(try name?.get("name") == "\(program.user)@localhost")
        }
    }

    @Test(arguments: RenderedUsers.programs)
    func `a program may do with each table what it declares and nothing else`(name: String) throws {
        let ours = try RenderedUsers.ours.get()
        let program = try ours.program(name)
        let database = ours.database(as: program)
        var (allowed, denied) = (0, 0)
        for (table, columns) in ours.columns {
            for verb in TableVerb.allCases {
                let isDeclared = program.database[verb].contains(table)
                let some = program.database.columns(of: table)
                let answer = answer(database, statement(verb, table, columns, reading: some))
                if verb == .read, let some {
                    for column in columns where !some.contains(column) {
                        #expect(
                            self.answer(database, "SELECT \(column) FROM \(table) WHERE FALSE") == .denied, "\(name)")
                    }
                }
                #expect(answer == (isDeclared ? .allowed : .denied), "\(name): \(verb) \(table)")
                if isDeclared { allowed += 1 } else { denied += 1 }
            }
        }
        #expect(allowed > 0 && denied > 0)
    }

    @Test(arguments: RenderedUsers.programs)
    func `no program changes, makes or locks tables`(name: String) throws {
        let ours = try RenderedUsers.ours.get()
        let program = try ours.program(name)
        for table in ours.columns.keys.sorted() {
            let database = ours.database(as: program)
            for statement in [
                "ALTER TABLE \(table) ADD COLUMN more INT", "DROP TABLE \(table)", "TRUNCATE TABLE \(table)",
                "CREATE TABLE \(table)_more LIKE \(table)",
                "CREATE INDEX more ON \(table) (\(ours.columns[table]?[0] ?? ""))",
                "CREATE VIEW \(table)_more AS SELECT * FROM \(table)", "LOCK TABLES \(table) READ",
                "CREATE TRIGGER more BEFORE INSERT ON \(table) FOR EACH ROW SET @a = 1",
                "RENAME TABLE \(table) TO \(table)_more",
            ] {
                #expect(answer(database, statement) == .denied, "\(name): \(statement)")
            }
        }
    }

    @Test(arguments: RenderedUsers.programs)
    func `no program reaches the server, its files, its users or other databases`(name: String) throws {
        let ours = try RenderedUsers.ours.get()
        let program = try ours.program(name)
        let other = try ours.mariadb.createDatabase().database
        let statements = [
            "SELECT 'a' INTO OUTFILE '/tmp/intelligentic-must-not-be'", "SELECT * FROM mysql.user",
            "SELECT LOAD_FILE('/etc/hostname') FROM mysql.user",
            "LOAD DATA INFILE '/etc/hostname' INTO TABLE \(program.database.tables[0])",
            "SET GLOBAL max_connections = 10", "SET GLOBAL general_log = 1", "SET SESSION sql_log_bin = 0",
            "CREATE USER 'thief'@'localhost'", "GRANT SELECT ON *.* TO CURRENT_USER()", "CREATE DATABASE thief",
            "CREATE TABLE \(other).thief (a INT)", "DROP DATABASE \(other)",
            "CREATE FUNCTION thief() RETURNS INT RETURN 1", "CREATE PROCEDURE thief() SELECT 1",
            "CREATE EVENT thief ON SCHEDULE EVERY 1 DAY DO SELECT 1",
            "CREATE TEMPORARY TABLE thief (a INT)", "FLUSH TABLES", "FLUSH PRIVILEGES", "SHOW MASTER STATUS",
            "SHOW ENGINE INNODB STATUS",
        ]
        for statement in statements {
            #expect(answer(ours.database(as: program), statement) == .denied, "\(name): \(statement)")
        }
        let visible = try ours.database(as: program).query(
            "SELECT DISTINCT user AS name FROM information_schema.processlist")
        #expect(try visible.map { try $0.get("name") } == [program.user], "it sees what others do")
    }
}
