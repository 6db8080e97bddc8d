import Database
import Encryption
import Identity
import JSON
import Secrets
import Testing

/// Somebody who can write the table, and does not have the key.
@Suite struct TamperingTests {
    @Test(
        "A row that was changed does not open",
        arguments: [
            "ciphertext = CONCAT(CHAR(ASCII(LEFT(ciphertext, 1)) ^ 1), SUBSTR(ciphertext, 2))",
            "ciphertext = LEFT(ciphertext, LENGTH(ciphertext) - 1)", "ciphertext = ''",
            "nonce = REPEAT('x', 12)",
        ])
    func changed(assignment: String) throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "value")
            try fixture.database.execute("UPDATE secrets SET \(sql: SQL(trusted: assignment))")
            #expect(throws: SecretUnreadable(name: "a", reason: .altered)) { try fixture.value("a") }
        }
    }

    @Test func `a value does not open under another name`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("mine", "value")
            try fixture.database.execute("UPDATE secrets SET name = 'other'")
            #expect(throws: SecretUnreadable(name: "other", reason: .altered)) { try fixture.value("other") }
        }
    }

    @Test func `a value does not open in another tenant`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "value")
            try fixture.database.execute("UPDATE secrets SET tenant_id = \(fixture.stranger)")
            #expect(throws: SecretUnreadable(name: "a", reason: .altered)) {
                try fixture.value("a", in: fixture.stranger)
            }
        }
    }

    @Test func `with another key file nothing opens, and the error names the key that is needed`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "value")
            let other = SecretStore(database: fixture.database, keys: try SecretFixture.newKeys())
            let error = try #require(throws: SecretUnreadable.self) {
                try other.values(of: ["a"], in: fixture.tenant)
            }
            #expect(error.description.contains(try #require(fixture.keys.keyIDs.first)), "\(error)")
            #expect(!error.description.contains("value"))
        }
    }
}
