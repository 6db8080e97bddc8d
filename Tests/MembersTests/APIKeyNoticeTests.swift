import Database
import Identity
import Sessions
import TestServers
import Testing

@testable import Members

/// Who is told of an API key that ends, and when.
@Suite struct APIKeyNoticeTests {
    private static let rights = APIKeyRights(scopes: [Permission(.read, .runs)])

    private static func days(_ count: Int) -> Duration { .seconds(count * 24 * 60 * 60) }

    /// Looks, and tells: `NAME DAYS: E-MAILS`.
    private func told(_ database: Database, at time: Timestamp) throws -> [String] {
        let store = APIKeyNoticeStore(database)
        return try store.due(at: time).map { notice in
            var emails: [String] = []
            let isFirst = try store.tell(notice, at: time) { emails.append($0) }
            let isSecond = try store.tell(notice, at: time) { _ in Issue.record("told twice") }
            #expect(isFirst && !isSecond)
            return "\(notice.name) \(notice.days): \(emails.sorted().joined(separator: " "))"
        }
    }

    @Test func `a key is told of thirty and seven days before its end, once each, and a short one once or never`()
        throws
    {
        try TestTenant.run { (tenant) throws in
            let (database, start) = (tenant.database, Timestamp.now)
            let keys = APIKeyStore(database: database, now: { start })
            let ada = try tenant.member(.developer)
            let email = "\(ada.user)@example.com"
            for (name, days) in [("long", 90), ("month", 30), ("fortnight", 14), ("week", 7)] {
                _ = try keys.create(name, Self.rights, days: days, by: ada)
            }
            #expect(try told(database, at: start) == [])
            #expect(try told(database, at: start + Self.days(7)) == ["fortnight 7: \(email)"])
            #expect(try told(database, at: start + Self.days(23)) == ["month 7: \(email)"])
            #expect(try told(database, at: start + Self.days(60) + .seconds(-1)) == [])
            #expect(try told(database, at: start + Self.days(60)) == ["long 30: \(email)"])
            #expect(try told(database, at: start + Self.days(61)) == [])
            #expect(try told(database, at: start + Self.days(83)) == ["long 7: \(email)"])
            #expect(try told(database, at: start + Self.days(91)) == [])
        }
    }

    @Test func `who looks late is told once, of what is left`() throws {
        try TestTenant.run { (tenant) throws in
            let start = Timestamp.now
            _ = try APIKeyStore(database: tenant.database, now: { start }).create("k", Self.rights, by: tenant.admin)
            let late = start + Self.days(85)
            #expect(try told(tenant.database, at: late) == ["k 7: \(tenant.admin.user)@example.com"])
            #expect(try told(tenant.database, at: late) == [])
        }
    }

    @Test func `of a service account's key its maker is told, or the admins when that one has gone`() throws {
        try TestTenant.run { (tenant) throws in
            let (database, start) = (tenant.database, Timestamp.now)
            let (keys, accounts) = (
                APIKeyStore(database: database, now: { start }), ServiceAccountStore(database: database)
            )
            let (ada, second) = (try tenant.member(.admin), try tenant.member(.admin))
            _ = try tenant.member(.developer)
            // An admin by a role that is assigned.
            _ = try tenant.members.assign([RoleAssignment(role: "admin")], to: second.user, by: tenant.admin)
            let account = try accounts.create("bot", [RoleAssignment(role: "admin")], by: ada)
            _ = try keys.create("theirs", Self.rights, for: account.id, by: ada)
            let off = try accounts.create("off", [RoleAssignment(role: "admin")], by: ada)
            _ = try keys.create("idle", Self.rights, for: off.id, by: ada)
            _ = try accounts.update(off.id, name: "off", isDisabled: true, by: ada)
            #expect(try told(database, at: start + Self.days(61)) == ["theirs 30: \(ada.user)@example.com"])

            _ = try tenant.members.remove(ada.user, by: tenant.admin)
            let admins = [tenant.admin.user, second.user].map { "\($0)@example.com" }.sorted().joined(separator: " ")
            #expect(try told(database, at: start + Self.days(84)) == ["theirs 7: \(admins)"])
        }
    }

    @Test func `nobody is told of keys of a tenant that does not work, or of one that is revoked meanwhile`() throws {
        try TestTenant.run { (tenant) throws in
            let (database, start) = (tenant.database, Timestamp.now)
            let keys = APIKeyStore(database: database, now: { start })
            let key = try keys.create("k", Self.rights, by: tenant.admin).key
            let time = start + Self.days(61)
            for column in ["suspended_at", "delete_at"] as [SQL] {
                try database.execute("UPDATE tenants SET \(sql: column) = \(start)")
                #expect(try told(database, at: time) == [])
                try database.execute("UPDATE tenants SET \(sql: column) = NULL")
            }
            let notice = try #require(try APIKeyNoticeStore(database).due(at: time).first)
            _ = try keys.revoke(key.id, by: tenant.admin)
            let isTold = try APIKeyNoticeStore(database).tell(notice, at: time) { _ in Issue.record("told of nothing") }
            #expect(!isTold)
        }
    }
}
