import Database
import Foundation
import Identity
import Sessions
import Synchronization
import TestServers
import Testing

@testable import Members

/// Somebody leaves every tenant of theirs.
@Suite struct DepartureTests {
    private func leave(_ caller: Caller, _ database: Database) throws -> [TenantID] {
        try database.transaction { database in
            try MemberStore(database: database).removeEverywhere(caller.user).map(\.tenant)
        }
    }

    private func join(_ user: UserID, _ tenant: TenantID, _ role: Role, _ database: Database) throws {
        try database.execute(
            """
            INSERT INTO members (tenant_id, user_id, role, created_at)
            VALUES (\(tenant), \(user), \(role.rawValue), \(Timestamp.now))
            """)
    }

    @Test func `somebody goes from all tenants with roles and keys, and what others have stays`() throws {
        try TestTenant.run { (tenant) throws in
            let database = tenant.database
            let (ada, eve) = (try tenant.member(.developer), try tenant.member(.developer))
            let elsewhere = try TestSession.insert(.admin, into: database)
            try join(ada.user, elsewhere.tenant, .viewer, database)
            let rights = APIKeyRights(scopes: [Permission(.read, .runs)])
            let keys = APIKeyStore(database: database)
            let (own, other) = (try keys.create("a", rights, by: ada).key, try keys.create("b", rights, by: eve).key)
            for user in [ada.user, eve.user] {
                _ = try tenant.members.assign([RoleAssignment(role: "developer")], to: user, by: tenant.admin)
            }
            let before = try tenant.generation()
            #expect(try Set(leave(ada, database)) == [tenant.admin.tenant, elsewhere.tenant])
            #expect(try tenant.generation() > before)
            #expect(try keys.find(own.id, in: ada.tenant) == nil && keys.find(other.id, in: ada.tenant) != nil)
            for table in ["members", "role_assignments"] as [SQL] {
                let left = try database.query("SELECT 1 AS found FROM \(sql: table) WHERE user_id = \(ada.user)")
                #expect(left.isEmpty)
            }
            #expect(try tenant.members.find(eve.user, in: eve.tenant) != nil)
            #expect(try leave(ada, database) == [])
        }
    }

    @Test func `the only admin stays, and is told of which tenants, until these are to be deleted`() throws {
        try TestTenant.run { (tenant) throws in
            let database = tenant.database
            let alone = try TestSession.insert(.admin, into: database)
            try join(tenant.admin.user, alone.tenant, .admin, database)
            // Without other members too: else nobody could delete it.
            let own = TenantID()
            try database.execute("INSERT INTO tenants (id, name, created_at) VALUES (\(own), 'Own', \(Timestamp.now))")
            try join(tenant.admin.user, own, .admin, database)
            _ = try tenant.member(.developer)
            let error = try #require(throws: LastAdminError.self) { try leave(tenant.admin, database) }
            #expect(Set(error.tenants.map(\.id)) == [tenant.admin.tenant, own])
            #expect(Set(error.tenants.map(\.name)) == ["Test", "Own"])
            #expect(try tenant.members.find(tenant.admin.user, in: alone.tenant) != nil)

            _ = try tenant.member(.admin)
            try database.execute("UPDATE tenants SET delete_at = \(Timestamp.now) WHERE id = \(own)")
            #expect(try leave(tenant.admin, database).count == 3)
        }
    }

    @Test func `of two admins who leave at one time one stays`() throws {
        try TestTenant.run { (tenant) throws in
            let (other, configuration) = (try tenant.member(.admin), tenant.database.configuration)
            let outcome = Mutex<Result<Int, any Error>?>(nil)
            let second = Thread {
                let database = Database(configuration)
                let result = Result {
                    try database.transaction { _ in
                        try MemberStore(database: database).removeEverywhere(other.user).count
                    }
                }
                outcome.withLock { $0 = result }
            }
            let observer = Database(configuration)
            func until(_ what: String, _ condition: () throws -> Bool) throws {
                let end = ContinuousClock.now + .seconds(20)
                while try !condition() {
                    try #require(.now < end, "not in time: \(what)")
                    usleep(1_000)
                }
            }
            try tenant.database.transaction { _ in
                _ = try tenant.members.removeEverywhere(tenant.admin.user)
                if !second.isExecuting { second.start() }
                try until("the second one waits for the tenant, or is done") {
                    let waiting = try observer.first(
                        "SELECT 1 AS found FROM information_schema.processlist WHERE info LIKE 'UPDATE tenants%'")
                    return waiting != nil || outcome.withLock { $0 != nil }
                }
            }
            try until("the second one ends") { outcome.withLock { $0 != nil } }
            #expect(throws: LastAdminError.self) { try outcome.withLock { $0 }?.get() }
            #expect(try tenant.members.find(other.user, in: other.tenant) != nil)
        }
    }
}
