import Identity
import Testing

@Suite struct RoleTests {
    @Test func `everyone may look, and only an admin changes the tenant`() {
        for role in Role.allCases {
            for resource in [Permission.Resource.workflows, .runs, .agents, .events, .secrets, .tenant, .members] {
                #expect(role.allows(Permission(.read, resource)), "\(role) \(resource)")
            }
            #expect(role.allows(Permission(.update, .tenant)) == (role == .admin), "\(role)")
            #expect(role.allows(Permission(.update, .members)) == (role == .admin), "\(role)")
            #expect(role.allows(Permission(.read, .audit)) == (role == .admin), "\(role)")
        }
        #expect(Role.developer.allows(Permission(.update, .agents)))
        #expect(Role.operator.allows(Permission(.execute, .runs)))
        #expect(!Role.operator.allows(Permission(.create, .agents)))
    }

    @Test func `who runs things sees no payloads`() {
        let seeing = Role.allCases.filter { $0.allows(Permission(.read, .payloads)) }
        #expect(seeing == [.admin, .developer])
    }

    @Test func `each role has all that the next one has`() {
        for (more, less) in [(Role.admin, Role.developer), (.developer, .operator), (.operator, .viewer)] {
            #expect(more.permissions.isStrictSuperset(of: less.permissions))
        }
    }
}
