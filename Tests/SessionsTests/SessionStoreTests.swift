import Database
import Identity
import TestServers
import Testing

@testable import Sessions

@Suite struct SessionStoreTests {
    @Test func `a session has its member's present role until it ends`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.developer, into: database)
            let store = SessionStore(database)
            #expect(try store.role(of: caller.session, in: caller.tenant) == .developer)
            try database.execute("UPDATE members SET role = 'viewer' WHERE user_id = \(caller.user)")
            #expect(try store.role(of: caller.session, in: caller.tenant) == .viewer)
            #expect(try store.role(of: caller.session, in: TenantID()) == nil)
            #expect(try store.role(of: caller.session, in: caller.tenant, at: .now + .seconds(3_601)) == nil)
            try store.end(caller.session, in: TenantID())
            #expect(try store.role(of: caller.session, in: caller.tenant) == .viewer)
            try store.end(caller.session, in: caller.tenant)
            #expect(try store.role(of: caller.session, in: caller.tenant) == nil)
        }
    }

    @Test func `who is no member any more has no role`() throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.admin, into: database)
            try database.execute("DELETE FROM members WHERE user_id = \(caller.user)")
            #expect(try SessionStore(database).role(of: caller.session, in: caller.tenant) == nil)
        }
    }
}
