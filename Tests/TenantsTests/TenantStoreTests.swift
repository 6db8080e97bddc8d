import Database
import Identity
import TestServers
import Testing

@testable import Tenants

@Suite struct TenantStoreTests {
    @Test func `a name is what is left without white space, and short`() throws {
        #expect(try TenantName(" Engines\n").text == "Engines")
        for wrong in ["", " \t", String(repeating: "é", count: TenantName.lengthLimit + 1), "a\u{7}b"] {
            #expect(throws: TenantNameError.self) { try TenantName(wrong) }
        }
        #expect(try TenantName(String(repeating: "é", count: TenantName.lengthLimit)).text.count == 200)
    }

    @Test func `somebody makes tenants, sees theirs only, and gets no more than the limit`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.viewer, into: database)
            _ = try TestSession.insert(.admin, into: database)
            let store = TenantStore(database: database)
            let made = try store.create(TenantName("Second"), by: caller.user)
            #expect(made.state == .active && made.revision == 1)
            #expect(try store.list(of: caller.user, limit: 10).map(\.id) == [caller.tenant, made.id].sorted())
            #expect(try store.list(of: caller.user, limit: 10, after: caller.tenant).map(\.id) == [made.id])
            let role: String = try database.query(
                "SELECT role FROM members WHERE tenant_id = \(made.id) AND user_id = \(caller.user)")[0].get("role")
            #expect(role == "admin")
            for number in 2..<TenantStore.membershipLimit {
                _ = try store.create(TenantName("Tenant \(number)"), by: caller.user)
            }
            #expect(throws: TenantError.tooManyTenants) {
                try store.create(TenantName("One more"), by: caller.user)
            }
        }
    }

    @Test func `a change raises the revision, and a check keeps what is there`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let tenant = try TestSession.insert(.admin, into: database).tenant
            let store = TenantStore(database: database)
            let renamed = try store.rename(tenant, to: TenantName("Engines")) { #expect($0.name == "Test") }
            #expect(renamed.name == "Engines" && renamed.revision == 2)
            struct Refused: Error {}
            #expect(throws: Refused.self) { try store.rename(tenant, to: TenantName("Other")) { _ in throw Refused() } }
            #expect(try store.find(tenant)?.name == "Engines")
            #expect(throws: TenantError.noSuchTenant) { try store.rename(TenantID(), to: TenantName("Other")) }
        }
    }
}
