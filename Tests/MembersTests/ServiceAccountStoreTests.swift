import Database
import Identity
import Sessions
import TestServers
import Testing

@testable import Members

@Suite struct ServiceAccountStoreTests {
    @Test func `its keys work as long as it may, and is there and enabled`() throws {
        try TestTenant.run { (tenant) throws in
            let accounts = ServiceAccountStore(database: tenant.database)
            let keys = APIKeyStore(database: tenant.database)
            let account = try accounts.create("nightly", [RoleAssignment(role: "operator")], by: tenant.admin)
            let rights = APIKeyRights(scopes: [Permission(.create, .runs)])
            let key = try keys.create("nightly", rights, for: account.id, by: tenant.admin).key
            #expect(key.principal == .serviceAccount(account.id, name: "nightly"))
            func grants() throws -> Grants? {
                let sessions = SessionStore(tenant.database)
                return try sessions.apiKey(key.id, in: tenant.admin.tenant).flatMap {
                    try sessions.standing(of: $0.caller)?.grants
                }
            }
            #expect(try grants() == Grants(rights.scopes))
            let before = try tenant.generation()
            let disabled = try accounts.update(account.id, name: "night", isDisabled: true, by: tenant.admin)
            #expect(disabled.account.isDisabled && disabled.account.name == "night")
            #expect(disabled.generation > before)
            #expect(try grants() == nil)
            _ = try accounts.update(account.id, name: "night", isDisabled: false, by: tenant.admin)
            #expect(try grants() == Grants(rights.scopes))
            _ = try accounts.assign([], to: account.id, by: tenant.admin)
            #expect(try grants() == Grants())
            _ = try accounts.remove(account.id, by: tenant.admin)
            #expect(try grants() == nil)
            #expect(try accounts.list(limit: 10, in: tenant.admin.tenant) == [])
            #expect(try keys.list(limit: 10, in: tenant.admin.tenant) == [])
        }
    }

    @Test func `nobody gives it more than they have, and its name is its own`() throws {
        try TestTenant.run { (tenant) throws in
            let accounts = ServiceAccountStore(database: tenant.database)
            let ada = try tenant.member(.developer)
            let admin = RoleAssignment(role: "admin")
            #expect(throws: MembershipError.exceedsOwn) { try accounts.create("boss", [admin], by: ada) }
            let boss = try accounts.create("boss", [admin], by: tenant.admin)
            #expect(throws: MembershipError.nameTaken) { try accounts.create("boss", [], by: tenant.admin) }
            #expect(throws: MembershipError.exceedsOwn) { try accounts.remove(boss.id, by: ada) }
            #expect(throws: MembershipError.exceedsOwn) {
                try accounts.update(boss.id, name: "boss", isDisabled: true, by: ada)
            }
            #expect(throws: MembershipError.unknownRoles([0])) {
                try accounts.assign([RoleAssignment(role: "none")], to: boss.id, by: tenant.admin)
            }
            // It is no member: nobody could log in as the last admin.
            #expect(throws: MembershipError.lastAdmin) {
                try tenant.members.remove(tenant.admin.user, by: tenant.admin)
            }
            let eve = try TestSession.insert(.admin, into: tenant.database)
            #expect(throws: MembershipError.noSuchServiceAccount) { try accounts.remove(boss.id, by: eve) }
            #expect(try accounts.find(boss.id, in: eve.tenant) == nil)
            #expect(try accounts.create("boss", [], by: eve).name == "boss")
        }
    }
}
