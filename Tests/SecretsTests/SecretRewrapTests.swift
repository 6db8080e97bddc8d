import Database
import Encryption
import Foundation
import Identity
import JSON
import Secrets
import TestServers
import Testing

@Suite struct SecretRewrapTests {
    @Test func `all secrets of all tenants come under the new key, and nothing else changes`() throws {
        try SecretFixture.with { (fixture) throws in
            // More than one batch.
            for number in 0..<40 {
                try fixture.put("s\(number)", JSON(number), in: number % 3 == 0 ? fixture.stranger : nil)
            }
            let before = try fixture.store.find("s1", in: fixture.tenant)
            try rotated(fixture) { old, new in
                let store = SecretRewrapStore(database: fixture.database, keys: new)
                #expect(try store.counts() == [fixture.keys.sealingKeyID: 40])
                let outcome = try store.rewrapAll()
                #expect(outcome.rewrapped == 40 && outcome.unreadable.isEmpty)
                #expect(try store.counts() == [new.sealingKeyID: 40])
                #expect(try store.rewrapAll().rewrapped == 0)
                #expect(try fixture.store.find("s1", in: fixture.tenant) == before)
                // Who has only both keys, or the new one, reads them; who has the old one does not.
                for number in 0..<40 {
                    let tenant = number % 3 == 0 ? fixture.stranger : fixture.tenant
                    let values = try SecretStore(database: fixture.database, keys: new).values(
                        of: ["s\(number)"], in: tenant)
                    #expect(values.values == ["s\(number)": JSON(number)])
                }
                #expect(throws: SecretUnreadable.self) { try fixture.value("s1") }
            }
        }
    }

    @Test func `what no key opens is named and left, and the others go on`() throws {
        try SecretFixture.with { (fixture) throws in
            for name in ["a", "b", "c"] { try fixture.put(name, "value") }
            try fixture.database.execute("UPDATE secrets SET ciphertext = 'altered' WHERE name = 'b'")
            try rotated(fixture) { _, new in
                let outcome = try SecretRewrapStore(database: fixture.database, keys: new).rewrapAll()
                #expect(outcome.rewrapped == 2)
                #expect(outcome.unreadable == ["\(fixture.tenant) b"])
                #expect(try SecretRewrapStore(database: fixture.database, keys: new).counts().count == 2)
            }
        }
    }

    /// The fixture's keys, and those with a new first one.
    private func rotated(_ fixture: SecretFixture, _ body: (KeyRing, KeyRing) throws -> Void) throws {
        try TestServers.temporaryDirectory { directory in
            let file = "\(directory)/secrets.key"
            try fixture.keyText.write(toFile: file, atomically: true, encoding: .utf8)
            try KeyRing.useKey(KeyRing.addKey(to: file), in: file)
            try body(fixture.keys, KeyRing(contentsOf: file))
        }
    }
}
