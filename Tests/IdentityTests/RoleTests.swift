import Identity
import Testing

@Suite struct RoleTests {
    @Test func `everyone may look, and only an admin changes the tenant`() {
        for role in Role.allCases {
            for resource in [Permission.Resource.workflows, .runs, .agents, .events, .secrets, .tenant, .members] {
                #expect(role.permissions.contains(Permission(.read, resource)), "\(role) \(resource)")
            }
            #expect(role.permissions.contains(Permission(.update, .tenant)) == (role == .admin), "\(role)")
            #expect(role.permissions.contains(Permission(.update, .members)) == (role == .admin), "\(role)")
            #expect(role.permissions.contains(Permission(.read, .audit)) == (role == .admin), "\(role)")
        }
        #expect(Role.developer.permissions.contains(Permission(.update, .agents)))
        #expect(Role.operator.permissions.contains(Permission(.execute, .runs)))
        #expect(!Role.operator.permissions.contains(Permission(.create, .agents)))
    }

    @Test func `who runs things sees no payloads`() {
        let seeing = Role.allCases.filter { $0.permissions.contains(Permission(.read, .payloads)) }
        #expect(seeing == [.admin, .developer])
    }

    @Test func `each role has all that the next one has`() {
        for (more, less) in [(Role.admin, Role.developer), (.developer, .operator), (.operator, .viewer)] {
            #expect(more.permissions.isStrictSuperset(of: less.permissions))
        }
    }
}
