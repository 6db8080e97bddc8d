import Database
import Identity
import Sessions
import TestServers
import Testing

@testable import Members

/// A tenant with an admin, and whoever else a test needs.
struct TestTenant {
    let database: Database
    let admin: Caller
    let roles: RoleStore
    let members: MemberStore

    static func run(_ body: (TestTenant) throws -> Void) throws {
        try TestServers.withDatabase { (configuration) throws in
            let database = Database(configuration)
            try body(
                TestTenant(
                    database: database, admin: TestSession.insert(.admin, into: database),
                    roles: RoleStore(database: database), members: MemberStore(database: database)))
        }
    }

    /// One more member, signed in.
    func member(_ role: Role) throws -> Caller {
        try TestSession.insert(role, of: admin.tenant, into: database)
    }

    func grants(of caller: Caller) throws -> Grants? {
        try SessionStore(database).standing(of: caller.session, in: caller.tenant)?.grants
    }

    func generation() throws -> Int64 {
        try #require(try SessionStore(database).standing(of: admin.session, in: admin.tenant)).generation
    }
}
