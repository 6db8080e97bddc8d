import Database
import Identity
import JSON
import Secrets
import Testing

@Suite struct SecretLimitTests {
    @Test("Good names", arguments: ["a", "_", "0", "API_TOKEN", "api-token.2", String(repeating: "a", count: 128)])
    func goodName(name: String) {
        #expect(SecretName.isGood(name))
        #expect((try? Regex(SecretName.pattern).wholeMatch(in: name)) ?? nil != nil)
    }

    @Test(
        "Bad names",
        arguments: ["", ".", "..", "-a", ".a", "a b", "ä", "a/b", "a\n", String(repeating: "a", count: 129)]
    )
    func badName(name: String) {
        #expect(!SecretName.isGood(name))
    }

    @Test func `a value has so many bytes and parts, and no more`() throws {
        let text = { (count: Int) in JSON.string(String(repeating: "a", count: count)) }
        let list = { (count: Int) in JSON.array([JSON](repeating: "a", count: count)) }
        _ = try SecretValue(text(SecretLimit.valueLimit - 2))
        #expect(throws: SecretLimit.valueSize) { try SecretValue(text(SecretLimit.valueLimit - 1)) }
        _ = try SecretValue(["a": list(SecretLimit.partLimit - 1), "b": 1])
        #expect(throws: SecretLimit.valueParts) { try SecretValue(["a": list(SecretLimit.partLimit), "b": 1]) }
    }

    @Test func `a tenant has so many secrets, and no more`() throws {
        try SecretFixture.with { (fixture) throws in
            for number in 1..<SecretLimit.secretLimit {
                try fixture.database.execute(
                    """
                    INSERT INTO secrets (tenant_id, id, name, revision, key_id, nonce, ciphertext, created_by, created_at,
                    updated_by, updated_at) VALUES (\(fixture.tenant), \(SecretID()), \("a\(number)"), 1, 'k', '', '',
                    \(fixture.user), UTC_TIMESTAMP(6), \(fixture.user), UTC_TIMESTAMP(6))
                    """)
            }
            try fixture.put("last", 1)
            #expect(throws: SecretLimit.secrets) { try fixture.put("more", 1) }
            try fixture.put("last", 2)
            try fixture.put("more", 1, in: fixture.stranger)
            #expect(try fixture.store.find("more", in: fixture.tenant) == nil)
        }
    }

    @Test func `a run reads so much, and no more`() throws {
        try SecretFixture.with { (fixture) throws in
            let names = (0..<SecretLimit.runSecretLimit).map { "a\($0)" }
            #expect(try fixture.store.values(of: names, in: fixture.tenant).missing == names)
            #expect(throws: SecretLimit.runSecrets) {
                try fixture.store.values(of: names + ["more"], in: fixture.tenant)
            }
            let value = JSON.string(String(repeating: "a", count: SecretLimit.valueLimit - 2))
            let large = (0...SecretLimit.runValueLimit / SecretLimit.valueLimit).map { "large\($0)" }
            for name in large { try fixture.put(name, value) }
            #expect(
                try fixture.store.values(of: large.dropLast(), in: fixture.tenant).values.count == large.count - 1)
            #expect(throws: SecretLimit.runSize) { try fixture.store.values(of: large, in: fixture.tenant) }
        }
    }
}
