import Database
import Identity
import TestServers
import Testing

@testable import Members

@Suite struct RoleStoreTests {
    private let start = Permission(.create, .runs)
    private let read = Permission(.read, .runs)

    @Test func `roles are made, changed, listed and deleted, each tenant its own`() throws {
        try TestTenant.run { (tenant) throws in
            let other = try TestSession.insert(.admin, into: tenant.database)
            let before = try tenant.generation()
            let made = try tenant.roles.put("starter", [start], by: tenant.admin)
            #expect(made.isNew && made.role.revision == 1 && made.generation > before)
            let changed = try tenant.roles.put("starter", [start, read], by: tenant.admin)
            #expect(!changed.isNew && changed.role.revision == 2 && changed.generation == made.generation + 1)
            #expect(try tenant.roles.find("starter", in: tenant.admin.tenant)?.permissions == [start, read])
            #expect(try tenant.roles.find("starter", in: other.tenant) == nil)
            _ = try tenant.roles.put("auditor", [read], by: tenant.admin)
            let names = try tenant.roles.list(limit: 10, in: tenant.admin.tenant).map(\.name)
            #expect(names == ["auditor", "starter"])
            #expect(
                try tenant.roles.list(limit: 10, after: "auditor", in: tenant.admin.tenant).map(\.name) == ["starter"])
            #expect(throws: MembershipError.noSuchRole) { try tenant.roles.delete("starter", by: other) }
            _ = try tenant.roles.delete("starter", by: tenant.admin)
            #expect(throws: MembershipError.noSuchRole) { try tenant.roles.delete("starter", by: tenant.admin) }
            #expect(try tenant.generation() == changed.generation + 2)
        }
    }

    @Test func `a role that somebody has stays, and so do the built-in ones`() throws {
        try TestTenant.run { (tenant) throws in
            let member = try tenant.member(.viewer)
            _ = try tenant.roles.put("starter", [start], by: tenant.admin)
            _ = try tenant.members.assign([RoleAssignment(role: "starter")], to: member.user, by: tenant.admin)
            #expect(throws: MembershipError.roleInUse) { try tenant.roles.delete("starter", by: tenant.admin) }
            for role in Role.allCases {
                #expect(throws: MembershipError.roleBuiltIn) {
                    try tenant.roles.put(role.rawValue, [], by: tenant.admin)
                }
                #expect(throws: MembershipError.roleBuiltIn) {
                    try tenant.roles.delete(role.rawValue, by: tenant.admin)
                }
            }
            // What it permits counts for all who have it.
            _ = try tenant.roles.put("starter", [read], by: tenant.admin)
            #expect(try tenant.grants(of: member) == Grants([read]))
        }
    }

    @Test func `nobody makes a role that permits more than they may, or changes one that does`() throws {
        try TestTenant.run { (tenant) throws in
            let lead = try tenant.member(.viewer)
            let own: PermissionSet = [Permission(.update, .roles), Permission(.update, .members), read]
            _ = try tenant.roles.put("lead", own, by: tenant.admin)
            _ = try tenant.roles.put("starter", [start], by: tenant.admin)
            _ = try tenant.members.assign([RoleAssignment(role: "lead")], to: lead.user, by: tenant.admin)
            #expect(try tenant.roles.put("reader", [read], by: lead).isNew)
            #expect(throws: MembershipError.exceedsOwn) {
                try tenant.roles.put("lead", own.union([start]), by: lead)
            }
            #expect(throws: MembershipError.exceedsOwn) { try tenant.roles.put("starter", [read], by: lead) }
            #expect(try tenant.grants(of: lead) == Grants(own))
        }
    }

    @Test func `there is a limit`() throws {
        try TestTenant.run { (tenant) throws in
            for number in 0..<RoleStore.roleLimit {
                _ = try tenant.roles.put("role-\(number)", [], by: tenant.admin)
            }
            #expect(throws: MembershipError.tooManyRoles) { try tenant.roles.put("one-more", [], by: tenant.admin) }
            #expect(try !tenant.roles.put("role-1", [read], by: tenant.admin).isNew)
        }
    }

    @Test(arguments: ["", "Ada", "1a", "-a", "a b", "é", "a_b", String(repeating: "a", count: 64)])
    func `other texts are no names`(text: String) { #expect(!RoleName.isGood(text)) }

    @Test(arguments: ["a", "a-b-9", String(repeating: "a", count: 63)])
    func `names are taken`(text: String) { #expect(RoleName.isGood(text)) }
}
