import Identity
import TestServers
import Testing

@testable import Database

@Suite struct DatabaseTests {
    @Test func `every kind of value survives a round trip`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            try database.execute(
                """
                CREATE TABLE things (
                    id BINARY(16) NOT NULL PRIMARY KEY, small TINYINT NULL, large BIGINT NULL, huge BIGINT UNSIGNED NULL,
                    fraction DOUBLE NULL, flag BOOLEAN NULL, name VARCHAR(200) NULL, story LONGTEXT NULL,
                    data LONGBLOB NULL, at DATETIME(6) NULL, kind ENUM ('good', 'bad') NULL, price DECIMAL(18, 9) NULL
                ) ENGINE = InnoDB CHARACTER SET utf8mb4
                """)
            let id = UserID()
            let time = try #require(Timestamp("2026-11-24T02:07:52.123456Z"))
            let text = "naïve ✓ 👩‍🚀 'quoted' \\ \0 end"
            let bytes: [UInt8] = Array(0...255)
            let inserted = try database.execute(
                """
                INSERT INTO things (id, small, large, huge, fraction, flag, name, story, data, at, kind, price)
                VALUES (\(id), \(-5), \(Int64.min), \(UInt64.max), \(0.1), \(true), \(text), \(""), \(bytes), \(time),
                    \("bad"), \("0.000123"))
                """)
            #expect(inserted == 1)

            let row = try #require(try database.first("SELECT * FROM things WHERE id = \(id) AND at = \(time)"))
            #expect(try row.get("id") == id)
            #expect(try row.get("small") == -5)
            #expect(try row.get("large") == Int64.min)
            #expect(try row.get("huge") == UInt64.max)
            #expect(try row.get("fraction") == 0.1)
            #expect(try row.get("flag") == true)
            #expect(try row.get("name") == text)
            #expect(try row.get("story") == "")
            #expect(try row.get("data") == bytes)
            #expect(try row.get("at") == time)
            #expect(try row.get("kind") == "bad")
            #expect(try row.get("price") == "0.000123000")
        }
    }

    @Test(arguments: [
        "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000000Z", "2000-02-29T12:00:00.000001Z",
        "1000-01-01T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z",
    ])
    func `a time is the same in Swift and in MariaDB`(text: String) throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            let time = try #require(Timestamp(text))
            try database.execute("CREATE TABLE times (id INT NOT NULL PRIMARY KEY, at DATETIME(6) NOT NULL)")
            try database.execute("INSERT INTO times (id, at) VALUES (1, \(time))")
            let row = try #require(
                try database.first("SELECT at, DATE_FORMAT(at, '%Y-%m-%dT%H:%i:%s.%fZ') AS text FROM times"))
            #expect(try row.get("at") == time)
            #expect(try row.get("text") == text)
        }
    }

    @Test func `NULL is read as nil and nothing else`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            let missing: String? = nil
            let row = try #require(
                try database.first("SELECT NULL AS nothing, CAST(\(missing) AS CHAR) AS text, 7 AS number"))
            #expect(try row.optional("nothing", as: Int.self) == nil)
            #expect(try row.optional("text", as: String.self) == nil)
            #expect(try row.optional("number") == 7)
            #expect(throws: DatabaseError.self) { try row.get("nothing", as: Int.self) }
            #expect(throws: DatabaseError.self) { try row.get("number", as: String.self) }
            #expect(throws: DatabaseError.self) { try row.get("number", as: UserID.self) }
            #expect(throws: DatabaseError.self) { try row.get("other", as: Int.self) }
        }
    }

    @Test func `long texts come whole`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            try database.execute(
                "CREATE TABLE texts (id INT NOT NULL PRIMARY KEY, text LONGTEXT NOT NULL) CHARACTER SET utf8mb4")
            let lengths = [0, 1, 65_535, 65_536, 4_000_000]
            for (id, length) in lengths.enumerated() {
                let text = String(repeating: "ä", count: length)
                try database.execute("INSERT INTO texts (id, text) VALUES (\(id), \(text))")
            }
            let rows = try database.query("SELECT text FROM texts ORDER BY id")
            #expect(try rows.map { try $0.get("text", as: String.self).unicodeScalars.count } == lengths)
        }
    }

    @Test func `an update counts the rows it finds, changed or not`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            try database.execute("CREATE TABLE counters (id INT NOT NULL PRIMARY KEY, value INT NOT NULL)")
            try database.execute("INSERT INTO counters (id, value) VALUES (1, 5), (2, 5)")
            #expect(try database.execute("UPDATE counters SET value = \(5)") == 2)
            #expect(try database.execute("UPDATE counters SET value = \(6) WHERE id = \(3)") == 0)
            #expect(try database.execute("DELETE FROM counters") == 2)
        }
    }

    @Test func `statements do not run into each other when a table changes`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            try database.execute("CREATE TABLE things (id INT NOT NULL PRIMARY KEY, value INT NOT NULL)")
            try database.execute("INSERT INTO things (id, value) VALUES (1, 5)")
            let select: SQL = "SELECT value FROM things"
            #expect(try database.first(select)?.get("value") == 5)
            try Database(configuration).execute("ALTER TABLE things MODIFY value VARCHAR(20) NOT NULL")
            #expect(try database.first(select)?.get("value") == "5")
        }
    }

    @Test func `a session is in UTC, strict, and takes every character`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let row = try #require(
                try Database(configuration).first(
                    "SELECT @@session.time_zone AS zone, @@session.sql_mode AS mode, @@character_set_connection AS letters"
                ))
            #expect(try row.get("zone") == "+00:00")
            #expect(try row.get("mode", as: String.self).contains("STRICT_ALL_TABLES"))
            #expect(try row.get("letters") == "utf8mb4")
        }
    }

    @Test func `more statements than the cache holds`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            for round in 0..<2 {
                for number in 0..<(StatementCache.limit * 2) {
                    let row = try database.first(SQL(trusted: "SELECT \(number) + ") + "\(round) AS sum")
                    #expect(try row?.get("sum") == number + round)
                }
            }
            #expect(database.connection?.statementCount == StatementCache.limit)
        }
    }
}
