import Database
import Digests
import Identity
import TestServers
import Testing

@testable import Members

@Suite struct InvitationStoreTests {
    private let viewer = RoleAssignment(role: "viewer")

    private func store(_ tenant: TestTenant, later: Duration = .zero) -> InvitationStore {
        InvitationStore(database: tenant.database) { .now + later }
    }

    /// Somebody who belongs to no tenant of the test.
    private func guest(_ tenant: TestTenant) throws -> UserID {
        try TestSession.insert(.admin, into: tenant.database).user
    }

    private func accept(_ token: OneTimeToken, by user: UserID, _ store: InvitationStore, _ tenant: TestTenant)
        throws
    {
        let invitation = try #require(try store.find(token))
        try tenant.database.transaction { _ in try store.accept(invitation, token, by: user) }
    }

    @Test func `an invitation makes a member, once`() throws {
        try TestTenant.run { (tenant) throws in
            let (store, user) = (store(tenant), try guest(tenant))
            let shop = RoleAssignment(role: "operator", namespace: "shop")
            let (made, token) = try store.create("grace@example.com", [shop, viewer], by: tenant.admin)
            #expect(try store.list(limit: 10, in: tenant.admin.tenant) == [made])
            #expect(try store.list(limit: 10, in: TenantID()) == [])
            let invitation = try #require(try store.find(token))
            #expect(invitation == made && invitation.assignments == [viewer, shop])
            try accept(token, by: user, store, tenant)
            let member = try tenant.members.find(user, in: tenant.admin.tenant)
            #expect(member?.assignments == [viewer, shop])
            #expect(try store.find(token) == nil)
            #expect(throws: MembershipError.invitationInvalid) {
                try tenant.database.transaction { _ in try store.accept(invitation, token, by: guest(tenant)) }
            }
        }
    }

    @Test func `what was withdrawn, replaced or is too old lets nobody in`() throws {
        try TestTenant.run { (tenant) throws in
            let store = store(tenant)
            let (first, one) = try store.create("grace@example.com", [viewer], by: tenant.admin)
            let (second, two) = try store.create("GRACE@example.com", [viewer], by: tenant.admin)
            #expect(try store.find(one) == nil && store.find(two) == second)
            #expect(try !store.withdraw(second.id, in: TenantID()))
            #expect(try store.withdraw(second.id, in: tenant.admin.tenant))
            #expect(try !store.withdraw(first.id, in: tenant.admin.tenant))
            #expect(try store.find(two) == nil)
            let (_, three) = try store.create("grace@example.com", [viewer], by: tenant.admin)
            let late = self.store(tenant, later: InvitationStore.lifetime + .seconds(1))
            #expect(try late.find(three) == nil && late.list(limit: 10, in: tenant.admin.tenant) == [])
            let invitation = try #require(try store.find(three))
            #expect(throws: MembershipError.invitationInvalid) {
                try tenant.database.transaction { _ in try late.accept(invitation, three, by: guest(tenant)) }
            }
            #expect(OneTimeToken("") == nil && OneTimeToken(three.text)?.hash == three.hash)
        }
    }

    @Test func `it gives no more than its host may give when it is accepted`() throws {
        try TestTenant.run { (tenant) throws in
            let store = store(tenant)
            let host = try tenant.member(.admin)
            let (_, token) = try store.create("grace@example.com", [viewer], by: host)
            _ = try tenant.members.assign([viewer], to: host.user, by: tenant.admin)
            #expect(throws: MembershipError.invitationInvalid) {
                try accept(token, by: guest(tenant), store, tenant)
            }
            _ = try tenant.members.assign([RoleAssignment(role: "admin")], to: host.user, by: tenant.admin)
            try accept(token, by: guest(tenant), store, tenant)

            _ = try tenant.roles.put("own", [], by: tenant.admin)
            let (_, other) = try store.create("eve@example.com", [RoleAssignment(role: "own")], by: host)
            _ = try tenant.roles.delete("own", by: tenant.admin)
            #expect(throws: MembershipError.invitationInvalid) {
                try accept(other, by: guest(tenant), store, tenant)
            }
            let (_, third) = try store.create("ada@example.com", [viewer], by: host)
            _ = try tenant.members.remove(host.user, by: tenant.admin)
            #expect(throws: MembershipError.invitationInvalid) {
                try accept(third, by: guest(tenant), store, tenant)
            }
        }
    }

    @Test func `nobody invites to more than they have, nor who is there`() throws {
        try TestTenant.run { (tenant) throws in
            let (store, lead) = (store(tenant), try tenant.member(.viewer))
            let own = Role.viewer.permissions.union([Permission(.create, .members)])
            _ = try tenant.roles.put("lead", own, by: tenant.admin)
            _ = try tenant.members.assign([RoleAssignment(role: "lead")], to: lead.user, by: tenant.admin)
            #expect(throws: MembershipError.exceedsOwn) {
                try store.create("grace@example.com", [RoleAssignment(role: "operator")], by: lead)
            }
            #expect(throws: MembershipError.unknownRoles([0])) {
                try store.create("grace@example.com", [RoleAssignment(role: "nobody")], by: lead)
            }
            _ = try store.create("grace@example.com", [viewer], by: lead)
            #expect(throws: MembershipError.alreadyMember) {
                try store.create("\(lead.user)@EXAMPLE.com", [viewer], by: tenant.admin)
            }
        }
    }

    @Test func `wrong passwords make it void`() throws {
        try TestTenant.run { (tenant) throws in
            let store = store(tenant)
            let (_, token) = try store.create("grace@example.com", [viewer], by: tenant.admin)
            for _ in 1..<InvitationStore.failureLimit { try store.fail(token) }
            #expect(try store.find(token) != nil)
            try store.fail(token)
            #expect(try store.find(token) == nil)
        }
    }
}
