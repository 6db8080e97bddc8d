import Database
import Encryption
import Identity
import JSON
import Secrets
import TestServers
import Testing

@Suite struct SecretStoreTests {
    @Test(
        arguments: [
            "text", "", ["username": "ada", "password": "ä\"\n"], [1, 9_007_199_254_740_993, nil, true], 0.5, nil,
            false,
        ] as [JSON])
    func `a value is read as it was put`(value: JSON) throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", value)
            #expect(try fixture.value("a")?.text == value.text)
        }
    }

    @Test func `what is stored says nothing of the value`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "correct horse battery staple")
            let row = try #require(try fixture.database.first("SELECT * FROM secrets"))
            #expect(try row.get("ciphertext", as: [UInt8].self).count == 30 + 16)
            for column in row.columnNames {
                guard let bytes = try? row.get(column, as: [UInt8].self) else { continue }
                #expect(!bytes.contains(Array("horse".utf8)), "\(column)")
            }
            #expect(try row.get("key_id", as: String.self) == fixture.keys.keyIDs.first)
        }
    }

    @Test func `a second value takes the place of the first`() throws {
        try SecretFixture.with { (fixture) throws in
            guard case .created(let first) = try fixture.put("a", "one") else { throw Unexpected() }
            guard case .updated(let second) = try fixture.put("a", "two") else { throw Unexpected() }
            #expect(second.id == first.id && (first.revision, second.revision) == (1, 2))
            #expect(second.createdAt == first.createdAt && second.updatedAt >= first.updatedAt)
            #expect(try fixture.value("a") == "two")
            #expect(try fixture.store.find("a", in: fixture.tenant) == second)
            #expect(try fixture.store.list(limit: 10, in: fixture.tenant) == [second])
        }
    }

    @Test func `a check keeps what is there`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "one")
            #expect(throws: Unexpected.self) {
                try fixture.store.put("a", SecretValue("two"), by: fixture.user, in: fixture.tenant) { current in
                    #expect(current?.revision == 1)
                    throw Unexpected()
                }
            }
            #expect(throws: Unexpected.self) {
                try fixture.store.delete("a", in: fixture.tenant) { _ in throw Unexpected() }
            }
            #expect(try fixture.value("a") == "one")
        }
    }

    @Test func `names are listed in pages, the last one first`() throws {
        try SecretFixture.with { (fixture) throws in
            for name in ["a", "B", "c_.-1"] { try fixture.put(name, "x") }
            let first = try fixture.store.list(limit: 2, in: fixture.tenant)
            #expect(first.map(\.name) == ["c_.-1", "B"])
            let rest = try fixture.store.list(limit: 2, after: first[1].id, in: fixture.tenant)
            #expect(rest.map(\.name) == ["a"])
        }
    }

    @Test func `what is missing is named in the order in which it was asked for`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "one")
            try fixture.put("A", "two")
            let (values, missing) = try fixture.store.values(of: ["z", "A", "no name", "a", "b"], in: fixture.tenant)
            #expect(values == ["a": "one", "A": "two"])
            #expect(missing == ["z", "no name", "b"])
            #expect(try fixture.store.values(of: ["ä"], in: fixture.tenant).missing == ["ä"])
            #expect(try fixture.store.values(of: [], in: fixture.tenant).missing == [])
        }
    }

    @Test func `a deleted secret is gone, and can be put again`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "one")
            #expect(try fixture.store.delete("a", in: fixture.tenant))
            #expect(try !fixture.store.delete("a", in: fixture.tenant))
            #expect(try !fixture.store.delete("no name", in: fixture.tenant))
            #expect(try fixture.value("a") == nil)
            guard case .created(let again) = try fixture.put("a", "two") else { throw Unexpected() }
            #expect(again.revision == 1)
        }
    }

    @Test func `another tenant sees and changes nothing`() throws {
        try SecretFixture.with { (fixture) throws in
            try fixture.put("a", "mine")
            let other = fixture.stranger
            #expect(try fixture.store.find("a", in: other) == nil)
            #expect(try fixture.store.list(limit: 10, in: other).isEmpty)
            #expect(try fixture.store.values(of: ["a"], in: other).missing == ["a"])
            #expect(try !fixture.store.delete("a", in: other))
            try fixture.put("a", "theirs", in: other)
            #expect(try fixture.value("a") == "mine")
            #expect(try fixture.value("a", in: other) == "theirs")
        }
    }

    @Test func `of values put at once one is last, and none is lost halfway`() async throws {
        let keys = try SecretFixture.newKeys()
        let (tenant, user) = (TenantID(), UserID())
        try await TestServers.withDatabase { configuration in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let database = Database(configuration)
                        defer { database.close() }
                        let store = SecretStore(database: database, keys: keys)
                        for name in ["a", "b"] {
                            _ = try store.put(name, SecretValue(JSON(number)), by: user, in: tenant)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let database = Database(configuration)
            defer { database.close() }
            let secrets = try SecretStore(database: database, keys: keys).list(limit: 10, in: tenant)
            #expect(secrets.map(\.revision) == [8, 8])
        }
    }

    struct Unexpected: Error {}
}
