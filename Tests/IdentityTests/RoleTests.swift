import Identity
import Testing

@Suite struct RoleTests {
    @Test func `everyone may look, and only an admin changes the tenant`() {
        for role in Role.allCases {
            for resource in Permission.Resource.allCases where resource != .audit {
                #expect(role.allows(Permission(.read, resource)), "\(role) \(resource)")
            }
            #expect(role.allows(Permission(.update, .tenant)) == (role == .admin), "\(role)")
            #expect(role.allows(Permission(.read, .audit)) == (role == .admin), "\(role)")
        }
        #expect(Role.developer.allows(Permission(.update, .agents)))
        #expect(Role.operator.allows(Permission(.execute, .runs)))
        #expect(!Role.operator.allows(Permission(.create, .agents)))
    }
}
