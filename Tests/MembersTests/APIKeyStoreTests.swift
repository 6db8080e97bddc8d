import Database
import Identity
import Sessions
import TestServers
import Testing

@testable import Members

@Suite struct APIKeyStoreTests {
    private static let starting = APIKeyRights(scopes: [Permission(.create, .runs), Permission(.read, .runs)])

    /// What may be done with a key now.
    private func grants(_ key: APIKey, _ tenant: TestTenant, at time: Timestamp = .now) throws -> Grants? {
        let sessions = SessionStore(tenant.database)
        guard let known = try sessions.apiKey(key.id, in: tenant.admin.tenant) else { return nil }
        return try sessions.standing(of: known.caller, at: time)?.grants
    }

    @Test func `a key permits what its scopes and its owner's roles permit both, now`() throws {
        try TestTenant.run { (tenant) throws in
            let keys = APIKeyStore(database: tenant.database)
            let ada = try tenant.member(.developer)
            let (key, token) = try keys.create("nightly", Self.starting, by: ada)
            #expect(key.principal.id == ada.user && key.name == "nightly" && key.lastUsedAt == nil)
            #expect(try grants(key, tenant) == Grants(Self.starting.scopes))
            _ = try tenant.members.assign([RoleAssignment(role: "viewer")], to: ada.user, by: tenant.admin)
            #expect(try grants(key, tenant) == Grants([Permission(.read, .runs)]))
            _ = try tenant.members.assign(
                [RoleAssignment(role: "operator", namespace: "shop")], to: ada.user, by: tenant.admin)
            #expect(try grants(key, tenant) == Grants(namespaces: ["shop": Self.starting.scopes]))
            #expect(try grants(key, tenant, at: key.expiresAt) == nil)
            // Nothing of the secret is kept but its hash.
            let row = try #require(try tenant.database.first("SELECT * FROM api_keys"))
            #expect(try row.get("secret_hash", as: [UInt8].self) == token.secretHash)
            _ = try tenant.members.remove(ada.user, by: tenant.admin)
            #expect(try grants(key, tenant) == nil)
            #expect(try keys.find(key.id, in: tenant.admin.tenant) == nil)
        }
    }

    @Test func `a key for namespaces permits nothing elsewhere`() throws {
        try TestTenant.run { (tenant) throws in
            let keys = APIKeyStore(database: tenant.database)
            let rights = APIKeyRights(scopes: Self.starting.scopes, namespaces: ["shop", "demo", "shop"])
            let key = try keys.create("two places", rights, by: tenant.admin).key
            #expect(key.rights.namespaces == ["demo", "shop"])
            let grants = try #require(try grants(key, tenant))
            #expect(grants == Grants(namespaces: ["shop": Self.starting.scopes, "demo": Self.starting.scopes]))
        }
    }

    @Test func `nobody makes or revokes a key that permits more than they may`() throws {
        try TestTenant.run { (tenant) throws in
            let keys = APIKeyStore(database: tenant.database)
            let ada = try tenant.member(.developer)
            let all = APIKeyRights(scopes: .all)
            #expect(throws: MembershipError.exceedsOwn) { try keys.create("all", all, by: ada) }
            let key = try keys.create("all", all, by: tenant.admin).key
            #expect(throws: MembershipError.exceedsOwn) { try keys.revoke(key.id, by: ada) }
            // A key that may make keys gives no more than it has.
            let maker = try keys.create("maker", APIKeyRights(scopes: [Permission(.create, .keys)]), by: ada).key
            let caller = try #require(try SessionStore(tenant.database).apiKey(maker.id, in: ada.tenant)).caller
            #expect(throws: MembershipError.exceedsOwn) { try keys.create("more", Self.starting, by: caller) }
            // One's own can always be revoked.
            _ = try tenant.members.assign([RoleAssignment(role: "viewer")], to: ada.user, by: tenant.admin)
            #expect(try keys.revoke(maker.id, by: ada).id == maker.id)
            #expect(throws: MembershipError.noSuchKey) { try keys.revoke(maker.id, by: ada) }
            #expect(throws: MembershipError.sessionEnded) { try keys.create("late", Self.starting, by: caller) }
        }
    }

    @Test func `another tenant's keys are not there`() throws {
        try TestTenant.run { (tenant) throws in
            let keys = APIKeyStore(database: tenant.database)
            let key = try keys.create("mine", Self.starting, by: tenant.admin).key
            let eve = try TestSession.insert(.admin, into: tenant.database)
            #expect(try keys.find(key.id, in: eve.tenant) == nil)
            #expect(try keys.list(limit: 10, in: eve.tenant) == [])
            #expect(throws: MembershipError.noSuchKey) { try keys.revoke(key.id, by: eve) }
            #expect(try SessionStore(tenant.database).apiKey(key.id, in: eve.tenant) == nil)
            let account = try ServiceAccountStore(database: tenant.database).create("bot", [], by: tenant.admin)
            #expect(throws: MembershipError.noSuchServiceAccount) {
                try keys.create("theirs", Self.starting, for: account.id, by: eve)
            }
        }
    }

    @Test func `a key's use is written down once a minute`() throws {
        try TestTenant.run { (tenant) throws in
            let keys = APIKeyStore(database: tenant.database)
            let key = try keys.create("used", Self.starting, by: tenant.admin).key
            let (sessions, start) = (SessionStore(tenant.database), Timestamp.now)
            for (seconds, expected) in [(0, 0), (59, 0), (61, 61)] {
                try sessions.noteUse(of: key.id, in: tenant.admin.tenant, at: start + .seconds(seconds))
                let used = try #require(try keys.find(key.id, in: tenant.admin.tenant)).lastUsedAt
                #expect(used == start + .seconds(expected))
            }
        }
    }

    @Test func `keys that end soon say so, and go from the list a month after their end`() throws {
        try TestTenant.run { (tenant) throws in
            var time = Timestamp.now
            let keys = APIKeyStore(database: tenant.database) { time }
            let key = try keys.create("old", Self.starting, days: 365, by: tenant.admin).key
            #expect(key.warning(at: time) == nil)
            #expect(key.warning(at: key.expiresAt + .seconds(-31 * 86_400)) == nil)
            #expect(key.warning(at: key.expiresAt + .seconds(-29 * 86_400)) == .expiresSoon)
            #expect(key.warning(at: key.expiresAt) == .expired)
            let short = try keys.create("short", Self.starting, days: 4, by: tenant.admin).key
            #expect(short.warning(at: time) == nil)
            #expect(short.warning(at: time + .seconds(3 * 86_400)) == .expiresSoon)
            time = time + .seconds(35 * 86_400)
            try tenant.database.execute("UPDATE sessions SET expires_at = \(time + .seconds(365 * 86_400))")
            _ = try keys.create("new", Self.starting, by: tenant.admin)
            #expect(try keys.list(limit: 10, in: tenant.admin.tenant).map(\.name) == ["new", "old"])
        }
    }
}
