import Database
import Foundation
import Identity
import Sessions
import Synchronization
import TestServers
import Testing

@testable import Members

@Suite struct MemberStoreTests {
    private let viewer = RoleAssignment(role: "viewer")
    private let admin = RoleAssignment(role: "admin")

    @Test func `members have their role, and then what they are assigned`() throws {
        try TestTenant.run { (tenant) throws in
            let member = try tenant.member(.developer)
            let (store, id) = (tenant.members, tenant.admin.tenant)
            #expect(try store.find(member.user, in: id)?.assignments == [RoleAssignment(role: "developer")])
            let shop = RoleAssignment(role: "operator", namespace: "shop")
            let (changed, generation) = try store.assign([shop, viewer, viewer], to: member.user, by: tenant.admin)
            #expect(changed.assignments == [viewer, shop])
            #expect(try generation == tenant.generation())
            #expect(try store.find(member.user, in: id) == changed)
            #expect(
                try tenant.grants(of: member)
                    == Grants(Role.viewer.permissions, namespaces: ["shop": Role.operator.permissions]))
            #expect(try store.find(member.user, in: TenantID()) == nil)
            #expect(Set(try store.list(limit: 10, in: id).map(\.user)) == [tenant.admin.user, member.user])
            let first = try #require(try store.list(limit: 1, in: id).first)
            #expect(try store.list(limit: 10, after: first.user, in: id).map(\.user) != [first.user])
        }
    }

    @Test func `older programs read the nearest role that they know`() throws {
        try TestTenant.run { (tenant) throws in
            let member = try tenant.member(.viewer)
            _ = try tenant.roles.put("starter", [Permission(.create, .runs)], by: tenant.admin)
            for (assignments, role) in [
                ([RoleAssignment(role: "developer"), RoleAssignment(role: "starter")], Role.developer),
                ([RoleAssignment(role: "starter")], .viewer),
                ([RoleAssignment(role: "admin", namespace: "shop")], .viewer), ([admin], .admin),
            ] {
                _ = try tenant.members.assign(assignments, to: member.user, by: tenant.admin)
                let row = try tenant.database.first("SELECT role FROM members WHERE user_id = \(member.user)")
                #expect(try row?.get("role") == role.rawValue)
            }
        }
    }

    @Test func `the last admin stays one`() throws {
        try TestTenant.run { (tenant) throws in
            let other = try tenant.member(.viewer)
            #expect(throws: MembershipError.lastAdmin) {
                try tenant.members.assign([viewer], to: tenant.admin.user, by: tenant.admin)
            }
            #expect(throws: MembershipError.lastAdmin) {
                try tenant.members.assign(
                    [RoleAssignment(role: "admin", namespace: "shop")], to: tenant.admin.user, by: tenant.admin)
            }
            #expect(throws: MembershipError.lastAdmin) {
                try tenant.members.remove(tenant.admin.user, by: tenant.admin)
            }
            _ = try tenant.members.assign([admin], to: other.user, by: tenant.admin)
            _ = try tenant.members.remove(tenant.admin.user, by: other)
            #expect(try tenant.grants(of: tenant.admin) == nil)
            #expect(throws: MembershipError.sessionEnded) {
                try tenant.members.assign([viewer], to: other.user, by: tenant.admin)
            }
            #expect(throws: MembershipError.lastAdmin) { try tenant.members.remove(other.user, by: other) }
        }
    }

    @Test func `two admins who take each other's role away at the same time: one stays`() throws {
        try TestTenant.run { (tenant) throws in
            let other = try tenant.member(.admin)
            let (admin, viewer, configuration) = (tenant.admin, viewer, tenant.database.configuration)
            let hasLooked = Mutex(false)
            let outcome = Mutex<Result<Member, any Error>?>(nil)
            let second = Thread {
                let result = Result {
                    try MemberStore(database: Database(configuration)).assign(
                        [viewer], to: admin.user, by: other, check: { _ in hasLooked.withLock { $0 = true } }
                    ).member
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
            _ = try tenant.members.assign([viewer], to: other.user, by: admin) { _ in
                if !second.isExecuting { second.start() }
                // The second one has got as far as the first, or waits for it.
                try until("the second one comes") {
                    let waiting = try observer.first(
                        "SELECT 1 AS found FROM information_schema.processlist WHERE info LIKE 'UPDATE tenants%'")
                    return waiting != nil || hasLooked.withLock { $0 }
                }
            }
            try until("the second one ends") { outcome.withLock { $0 != nil } }
            #expect(throws: MembershipError.exceedsOwn) { try outcome.withLock { $0 }?.get() }
            #expect(try tenant.grants(of: admin)?.tenantWide == .all)
            #expect(try tenant.grants(of: other)?.tenantWide == Role.viewer.permissions)
        }
    }

    @Test func `nobody gives or takes what they may not do themselves`() throws {
        try TestTenant.run { (tenant) throws in
            let (lead, member) = (try tenant.member(.viewer), try tenant.member(.viewer))
            let own: PermissionSet = Role.viewer.permissions.union([
                Permission(.update, .members), Permission(.delete, .members), Permission(.create, .runs),
            ])
            _ = try tenant.roles.put("lead", own, by: tenant.admin)
            _ = try tenant.members.assign([RoleAssignment(role: "lead")], to: lead.user, by: tenant.admin)
            let store = tenant.members
            #expect(
                try store.assign([RoleAssignment(role: "lead")], to: member.user, by: lead).member.user == member.user)
            for role in ["admin", "developer", "operator"] {
                #expect(throws: MembershipError.exceedsOwn) {
                    try store.assign([RoleAssignment(role: role)], to: member.user, by: lead)
                }
                #expect(throws: MembershipError.exceedsOwn) {
                    try store.assign([RoleAssignment(role: role, namespace: "shop")], to: lead.user, by: lead)
                }
            }
            #expect(throws: MembershipError.exceedsOwn) { try store.assign([viewer], to: tenant.admin.user, by: lead) }
            #expect(throws: MembershipError.exceedsOwn) { try store.remove(tenant.admin.user, by: lead) }
            _ = try store.remove(member.user, by: lead)
            #expect(throws: MembershipError.noSuchMember) { try store.remove(member.user, by: lead) }
        }
    }

    @Test func `who is taken out leaves nothing that a provider gave them`() throws {
        try TestTenant.run { (tenant) throws in
            let (member, database) = (try tenant.member(.viewer), tenant.database)
            for tenantID in [tenant.admin.tenant, TenantID()] {
                try database.execute(
                    """
                    INSERT INTO provided_roles (tenant_id, user_id, provider, namespace, role)
                    VALUES (\(tenantID), \(member.user), 'corporate', '', 'viewer')
                    """)
            }
            _ = try tenant.members.remove(member.user, by: tenant.admin)
            let left = try database.query("SELECT tenant_id FROM provided_roles WHERE user_id = \(member.user)")
            #expect(left.count == 1)
            #expect(try left[0].get("tenant_id", as: TenantID.self) != tenant.admin.tenant)
        }
    }

    @Test func `what is unknown is refused, and another tenant's members stay`() throws {
        try TestTenant.run { (tenant) throws in
            let other = try TestSession.insert(.admin, into: tenant.database)
            _ = try tenant.roles.put("own", [], by: tenant.admin)
            let member = try tenant.member(.viewer)
            #expect(throws: MembershipError.unknownRoles([1, 2])) {
                try tenant.members.assign(
                    [viewer, RoleAssignment(role: "nobody"), RoleAssignment(role: "é")], to: member.user,
                    by: tenant.admin)
            }
            #expect(throws: MembershipError.noSuchMember) {
                try tenant.members.assign([viewer], to: other.user, by: tenant.admin)
            }
            #expect(throws: MembershipError.noSuchMember) { try tenant.members.remove(other.user, by: tenant.admin) }
            #expect(throws: MembershipError.noSuchMember) {
                try tenant.members.assign([viewer], to: member.user, by: other)
            }
            #expect(throws: MembershipError.unknownRoles([0])) {
                try tenant.members.assign([RoleAssignment(role: "own")], to: other.user, by: other)
            }
        }
    }

    @Test func `sessions of who is removed stay ended when they come back`() throws {
        try TestTenant.run { (tenant) throws in
            let member = try tenant.member(.viewer)
            _ = try tenant.members.remove(member.user, by: tenant.admin)
            try tenant.database.execute(
                """
                INSERT INTO members (tenant_id, user_id, role, created_at)
                VALUES (\(tenant.admin.tenant), \(member.user), 'viewer', UTC_TIMESTAMP(6))
                """)
            #expect(try tenant.grants(of: member) == nil)
        }
    }
}
