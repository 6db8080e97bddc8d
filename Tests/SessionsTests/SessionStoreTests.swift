import Database
import Identity
import TestServers
import Testing

@testable import Sessions

@Suite struct SessionStoreTests {
    private func run(_ body: (Database, Caller, () throws -> Grants?) throws -> Void) throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            let caller = try TestSession.insert(.developer, into: database)
            try body(database, caller) {
                try SessionStore(database).standing(of: caller.session, in: caller.tenant)?.grants
            }
        }
    }

    private func assign(_ role: String, in namespace: String = "", to caller: Caller, _ database: Database) throws {
        try database.execute(
            """
            INSERT INTO role_assignments (tenant_id, user_id, namespace, role)
            VALUES (\(caller.tenant), \(caller.user), \(namespace), \(role))
            """)
    }

    @Test func `a session has its member's present role until it ends`() throws {
        try run { (database, caller, grants) throws in
            let store = SessionStore(database)
            #expect(try grants() == Grants(Role.developer.permissions))
            try database.execute("UPDATE members SET role = 'viewer' WHERE user_id = \(caller.user)")
            #expect(try grants() == Grants(Role.viewer.permissions))
            #expect(try store.standing(of: caller.session, in: TenantID()) == nil)
            #expect(try store.standing(of: caller.session, in: caller.tenant, at: .now + .seconds(3_601)) == nil)
            try store.end(caller.session, in: TenantID())
            #expect(try grants() != nil)
            try store.end(caller.session, in: caller.tenant)
            #expect(try grants() == nil)
        }
    }

    @Test func `who is no member any more has no standing`() throws {
        try run { (database, caller, grants) throws in
            try database.execute("DELETE FROM members WHERE user_id = \(caller.user)")
            #expect(try grants() == nil)
        }
    }

    @Test func `assignments count together, in place of the member's role`() throws {
        try run { (database, caller, grants) throws in
            try database.execute(
                """
                INSERT INTO roles (tenant_id, name, permissions, revision, created_at, updated_at)
                VALUES (\(caller.tenant), 'starter', 'runs:create not:known', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
                """)
            try assign("starter", to: caller, database)
            #expect(try grants() == Grants([Permission(.create, .runs)]))
            try assign("operator", in: "shop", to: caller, database)
            try assign("viewer", in: "demo", to: caller, database)
            let both = try #require(try grants())
            #expect(
                both
                    == Grants(
                        [Permission(.create, .runs)],
                        namespaces: ["shop": Role.operator.permissions, "demo": Role.viewer.permissions]))
            #expect(both.allows(Permission(.execute, .runs), in: "shop"))
            #expect(!both.allows(Permission(.execute, .runs), in: "demo"))
        }
    }

    @Test func `a role of another tenant, or one that is gone, permits nothing`() throws {
        try run { (database, caller, grants) throws in
            try database.execute(
                """
                INSERT INTO roles (tenant_id, name, permissions, revision, created_at, updated_at)
                VALUES (\(TenantID()), 'foreign', 'runs:create', 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
                """)
            try assign("foreign", to: caller, database)
            #expect(try grants() == Grants())
        }
    }
}
