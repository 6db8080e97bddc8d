import Database
import Identity
import TestServers
import Testing

@Suite struct DatabaseErrorTests {
    private let secret = "hunter2 for key 'things_other'"

    @Test func `a duplicate key is named, its value is not`() throws {
        try withThings { (database) throws in
            let insert: SQL = "INSERT INTO things (id, name) VALUES (\(2), \(secret))"
            try database.execute(insert)
            let error = try failure(of: "INSERT INTO things (id, name) VALUES (\(3), \(secret))", in: database)
            #expect(error.kind == .duplicateKey(name: "things_name"))
            #expect(error.code == 1062)
            #expect(error.statement == "INSERT INTO things (id, name) VALUES (?, ?)")
            #expect(try failure(of: insert, in: database).kind == .duplicateKey(name: "PRIMARY"))
            // The statement is still prepared and works.
            #expect(try database.execute("INSERT INTO things (id, name) VALUES (\(4), \("other"))") == 1)
        }
    }

    @Test func `constraints are named`() throws {
        try withThings { (database) throws in
            let check = try failure(of: "INSERT INTO things (id, name) VALUES (\(-1), \(secret))", in: database)
            #expect(check.kind == .constraint(name: "things_positive"))
            let child = try failure(of: "INSERT INTO parts (id, thing_id) VALUES (1, \(99))", in: database)
            #expect(child.kind == .constraint(name: "parts_thing"))
            try database.execute("INSERT INTO parts (id, thing_id) VALUES (1, \(1))")
            let parent = try failure(of: "DELETE FROM things WHERE id = \(1)", in: database)
            #expect(parent.kind == .constraint(name: "parts_thing"))
        }
    }

    @Test func `a value that does not fit is refused, not cut`() throws {
        try withThings { (database) throws in
            let long = String(repeating: "x", count: 201)
            #expect(
                try failure(of: "INSERT INTO things (id, name) VALUES (5, \(long))", in: database).kind == .invalidValue
            )
            #expect(
                try failure(of: "INSERT INTO things (id, name) VALUES (\("no"), 'n')", in: database).kind
                    == .invalidValue)
            #expect(try failure(of: "UPDATE things SET name = \(String?.none)", in: database).kind == .invalidValue)
        }
    }

    @Test func `no error shows a value`() throws {
        try withThings { (database) throws in
            try database.execute("INSERT INTO things (id, name) VALUES (2, \(secret))")
            let statements: [SQL] = [
                "INSERT INTO things (id, name) VALUES (3, \(secret))",
                "INSERT INTO things (id, name) VALUES (\(secret), \(secret))",
                "UPDATE things SET id = \(secret)",
                "SELECT * FROM missing WHERE name = \(secret)",
                "SELECT \(secret) FROM things WHERE",
                "INSERT INTO parts (id, thing_id) VALUES (1, \(secret))",
                "SELECT CAST(\(secret) AS DATETIME) FROM things WHERE id = EXTRACTVALUE('<a/>', \(secret))",
            ]
            for statement in statements {
                #expect(try !failure(of: statement, in: database).description.contains("hunter2"))
            }
            let row = try #require(try database.first("SELECT name FROM things WHERE id = 2"))
            #expect { try row.get("name", as: Int.self) } throws: {
                !"\($0)".contains("hunter2") && "\($0)".contains("name")
            }
        }
    }

    @Test func `a mistake in a statement is explained`() throws {
        try withThings { (database) throws in
            let error = try failure(of: "SELECT nmae FROM things", in: database)
            #expect(error.kind == .statement)
            #expect(error.description.contains("Unknown column 'nmae'"))
        }
    }

    @Test func `a statement that takes too long is stopped`() throws {
        try TestServers.withEmptyDatabase { (configuration) throws in
            var configuration = configuration
            configuration.statementTimeout = .milliseconds(50)
            let database = Database(configuration)
            #expect(
                try failure(of: "SELECT SLEEP(\(20)) FROM information_schema.tables", in: database).kind == .interrupted
            )
            #expect(try database.first("SELECT 1 AS one")?.get("one") == 1)
        }
    }

    @Test func `a server that cannot be reached or refuses is a connection error without the password`() throws {
        var configuration = DatabaseConfiguration(
            socket: "/nowhere/socket", user: "root", password: secret, database: "x")
        let missing = try failure(of: "SELECT 1", in: Database(configuration))
        #expect(missing.kind == .connection)
        #expect(missing.description.contains("/nowhere/socket"))
        try TestServers.withEmptyDatabase { server in
            configuration.socket = server.socket
            let refused = try failure(of: "SELECT 1", in: Database(configuration))
            #expect(refused.kind == .connection)
            #expect(refused.code == 1045)
            #expect(!refused.description.contains("hunter2"))
            #expect(!"\(configuration)".contains("hunter2"))
        }
    }

    private func withThings(_ body: (Database) throws -> Void) throws {
        try TestServers.withEmptyDatabase { (configuration) throws in
            let database = Database(configuration)
            try database.execute(
                """
                CREATE TABLE things (
                    id INT NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL,
                    UNIQUE KEY things_name (name), CONSTRAINT things_positive CHECK (id > 0)
                ) ENGINE = InnoDB
                """)
            try database.execute(
                """
                CREATE TABLE parts (
                    id INT NOT NULL PRIMARY KEY, thing_id INT NOT NULL,
                    CONSTRAINT parts_thing FOREIGN KEY (thing_id) REFERENCES things (id)
                ) ENGINE = InnoDB
                """)
            try database.execute("INSERT INTO things (id, name) VALUES (1, 'first')")
            try body(database)
        }
    }

    private func failure(of sql: SQL, in database: Database) throws -> DatabaseError {
        try #require(throws: DatabaseError.self) { try database.execute(sql) }
    }
}
