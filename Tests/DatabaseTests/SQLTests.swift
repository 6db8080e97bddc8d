import Database
import TestServers
import Testing

@Suite struct SQLTests {
    @Test func `every interpolation binds`() {
        let evil = "'; DROP TABLE users; --"
        let sql: SQL = "SELECT * FROM users WHERE name = \(evil) AND age > \(17)"
        #expect(sql.text == "SELECT * FROM users WHERE name = ? AND age > ?")
        #expect(sql.bindings == [.text(evil), .integer(17)])
    }

    @Test func `parts nest with their values in order`() {
        let filter: SQL = "b = \(2)"
        let sql = "SELECT a FROM t WHERE a = \(1) AND \(sql: filter)" + " AND c IN \(list: [3, 4])" + " LIMIT \(5)"
        #expect(sql.text == "SELECT a FROM t WHERE a = ? AND b = ? AND c IN (?, ?) LIMIT ?")
        #expect(sql.bindings == (1...5).map { .integer($0) })
    }

    @Test func `parts join`() {
        let rows: [SQL] = [("a", 1), ("b", 2)].map { "\(list: [$0.0])" + "\($0.1)" }
        #expect(rows.joined(separator: ", ").text == "(?)?, (?)?")
        #expect([SQL]().joined(separator: ", ") == "")
    }

    @Test func `nothing is in an empty list, everything is outside of it`() throws {
        try TestServers.withEmptyDatabase { (configuration) throws in
            let database = Database(configuration)
            let none: [Int] = []
            #expect(try database.query("SELECT 1 FROM DUAL WHERE 1 IN \(list: none)").isEmpty)
            #expect(try database.query("SELECT 1 FROM DUAL WHERE 1 NOT IN \(list: none)").count == 1)
            #expect(try database.query("SELECT 1 FROM DUAL WHERE 2 IN \(list: [1, 2])").count == 1)
        }
    }

    @Test func `values of enums are their raw values`() {
        #expect(("\(Color.green)" as SQL).bindings == [.text("green")])
        #expect(Color(sqlValue: .text("red")) == .red)
        #expect(Color(sqlValue: .text("blue")) == nil)
    }

    private enum Color: String, SQLConvertible, SQLReadable {
        case red, green
    }
}
