/// The users of MariaDB, one for each program, with no more than its manifest declares: SQL for the `mariadb` client of
/// an administrator, to be run after the migrations. It may be run again at any time: what is declared stays without a gap,
/// what is not declared any more is taken away.
package struct GrantsRendering {
    private let fleet: Fleet
    private let database: String
    private let host: String
    private let capacity: DatabaseCapacity
    private let passwords: PasswordFiles

    /// - Parameters:
    ///   - database: whose tables the manifests speak of.
    ///   - host: where the programs come from, as MariaDB writes it: `localhost` for its socket, or `10.0.0.%`.
    package init(
        _ fleet: Fleet, database: String, host: String = "localhost", capacity: DatabaseCapacity = DatabaseCapacity(),
        passwords: PasswordFiles
    ) {
        self.fleet = fleet
        self.database = database
        self.host = host
        self.capacity = capacity
        self.passwords = passwords
    }

    /// The statements. They hold the passwords: pass them through a pipe, do not keep them.
    package func text() throws(ManifestError) -> String {
        var users = ""
        var grants = ""
        var columnGrants = ""
        for program in fleet.programs {
            let user = name(of: program)
            let password = Self.quoted(try passwords.password(PasswordFiles.database(program)))
            let rights = "IDENTIFIED BY \(password) WITH MAX_USER_CONNECTIONS \(capacity.userConnections(program))"
            users += "CREATE USER IF NOT EXISTS \(user) \(rights);\nALTER USER \(user) \(rights);\n"
            for table in program.database.tables {
                let place = "\(quotedName(database)).\(quotedName(table)) TO \(user);\n"
                let privileges = wholeVerbs(of: program, on: table).map(\.privilege).joined(separator: ", ")
                if !privileges.isEmpty { grants += "GRANT \(privileges) ON \(place)" }
                if let columns = program.database.columns(of: table) {
                    columnGrants += "GRANT SELECT (\(columns.map(quotedName).joined(separator: ", "))) ON \(place)"
                }
            }
        }
        return "-- Rendered by `intelligentic render grants` from the manifests.\n" + users
            + block(removingUsers + removingWideRights) + grants + block(removingTableRights)
            // Later: a right on a table that is taken away takes those on its columns along.
            + columnGrants + block(removingColumnRights)
    }

    /// What a program may do with all columns of a table.
    private func wholeVerbs(of program: Program, on table: String) -> [TableVerb] {
        program.database.verbs(on: table).filter { $0 != .read || program.database.columns(of: table) == nil }
    }

    /// Users of programs that are gone.
    private var removingUsers: String {
        """
            FOR gone IN (
                SELECT User AS user, Host AS host FROM mysql.user
                WHERE \(Self.isOurs("User", prefix: Program.userPrefix))
                AND CONCAT(QUOTE(User), '@', QUOTE(Host)) NOT IN (\(list(fleet.programs.map(name))))
            ) DO
                EXECUTE IMMEDIATE CONCAT('DROP USER ', QUOTE(gone.user), '@', QUOTE(gone.host));
            END FOR;

        """
    }

    /// Whatever is not a right on a table or its columns was never declared: all goes, and the grants come again below.
    private var removingWideRights: String {
        let places = ["user_privileges", "schema_privileges"].map { place in
            "SELECT grantee FROM information_schema.\(place) WHERE privilege_type <> 'USAGE'"
        }
        return """
                FOR wide IN (
                    SELECT DISTINCT grantee FROM (
                        \(places.joined(separator: "\n            UNION ALL "))
                        UNION ALL SELECT grantee FROM information_schema.table_privileges WHERE is_grantable = 'YES'
                        UNION ALL SELECT grantee FROM information_schema.column_privileges WHERE is_grantable = 'YES'
                        UNION ALL SELECT CONCAT(QUOTE(User), '@', QUOTE(Host)) FROM mysql.procs_priv
                    ) AS places
                    WHERE \(Self.isOurs("grantee", prefix: "'" + Program.userPrefix))
                ) DO
                    EXECUTE IMMEDIATE CONCAT('REVOKE ALL PRIVILEGES, GRANT OPTION FROM ', wide.grantee);
                END FOR;

            """
    }

    private var removingTableRights: String {
        let declared = fleet.programs.flatMap { program in
            program.database.tables.flatMap { table in
                wholeVerbs(of: program, on: table).map { verb in
                    "(" + list([name(of: program), database, table, verb.privilege]) + ")"
                }
            }
        }
        return """
                FOR extra IN (
                    SELECT grantee, table_schema, table_name, privilege_type FROM information_schema.table_privileges
                    WHERE \(Self.isOurs("grantee", prefix: "'" + Program.userPrefix))
                    AND (grantee, table_schema, table_name, privilege_type) NOT IN (
                        \(declared.joined(separator: ",\n            "))
                    )
                ) DO
                    EXECUTE IMMEDIATE CONCAT(
                        'REVOKE ', extra.privilege_type, ' ON `', REPLACE(extra.table_schema, '`', '``'), '`.`',
                        REPLACE(extra.table_name, '`', '``'), '` FROM ', extra.grantee);
                END FOR;

            """
    }

    private var removingColumnRights: String {
        let declared = fleet.programs.flatMap { program in
            program.database.tables.flatMap { table in
                (program.database.columns(of: table) ?? []).map { column in
                    "(" + list([name(of: program), database, table, column, "SELECT"]) + ")"
                }
            }
        }
        // No list may be empty.
        let kept = declared + ["(" + list(["", "", "", "", ""]) + ")"]
        return """
                FOR extra IN (
                    SELECT grantee, table_schema, table_name, column_name, privilege_type
                    FROM information_schema.column_privileges
                    WHERE \(Self.isOurs("grantee", prefix: "'" + Program.userPrefix))
                    AND (grantee, table_schema, table_name, column_name, privilege_type) NOT IN (
                        \(kept.joined(separator: ",\n            "))
                    )
                ) DO
                    EXECUTE IMMEDIATE CONCAT(
                        'REVOKE ', extra.privilege_type, ' (`', REPLACE(extra.column_name, '`', '``'), '`) ON `',
                        REPLACE(extra.table_schema, '`', '``'), '`.`', REPLACE(extra.table_name, '`', '``'),
                        '` FROM ', extra.grantee);
                END FOR;

            """
    }

    private func name(of program: Program) -> String {
        "\(Self.quoted(program.user))@\(Self.quoted(host))"
    }

    private func list(_ texts: [String]) -> String {
        texts.map(Self.quoted).joined(separator: ", ")
    }

    private func block(_ text: String) -> String {
        "DELIMITER //\nBEGIN NOT ATOMIC\n\(text)END//\nDELIMITER ;\n"
    }

    private static func isOurs(_ column: String, prefix: String) -> String {
        "LEFT(\(column), \(prefix.utf8.count)) = \(quoted(prefix))"
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "'"
    }

    private func quotedName(_ name: String) -> String {
        "`" + name.split(separator: "`", omittingEmptySubsequences: false).joined(separator: "``") + "`"
    }
}
