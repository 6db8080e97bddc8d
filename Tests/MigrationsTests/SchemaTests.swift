import Database
import Foundation
import Migrations
import TestServers
import Testing

/// `sql/schema.sql` and the text it is made of.
@Suite struct SchemaTests {
    @Test func `schema.sql holds what the migrations make`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            _ = try Migrator(directory: "\(TestServers.packageRoot)/sql/migrations").migrate(database)
            let written = try String(contentsOfFile: "\(TestServers.packageRoot)/sql/schema.sql", encoding: .utf8)
            let made = try Schema.text(of: database)
            #expect(written == made, "sql/schema.sql has drifted; write it anew: bin/migrate --schema")
        }
    }

    @Test func `rows and counters do not show in it`() throws {
        try TestServers.withEmptyDatabase { configuration in
            let database = Database(configuration)
            try database.execute("CREATE TABLE b (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY)")
            try database.execute("CREATE TABLE a (id INT NOT NULL PRIMARY KEY)")
            let before = try Schema.text(of: database)
            try database.execute("INSERT INTO b VALUES (41), (NULL)")
            #expect(try Schema.text(of: database) == before)
            let places = ["CREATE TABLE `a`", "CREATE TABLE `b`"].map { before.range(of: $0)?.lowerBound }
            #expect(try #require(places[0]) < #require(places[1]))
        }
    }
}
