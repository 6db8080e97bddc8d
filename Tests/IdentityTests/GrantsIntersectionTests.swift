import Testing

@testable import Identity

@Suite struct GrantsIntersectionTests {
    private static func random() -> Grants {
        func set() -> PermissionSet { PermissionSet(Permission.all.filter { _ in Bool.random() }) }
        return Grants(
            set(),
            namespaces: Dictionary(uniqueKeysWithValues: ["a", "b", "c"].shuffled().prefix(2).map { ($0, set()) }))
    }

    @Test func `both must permit it, in each place`() {
        for _ in 0..<200 {
            let (one, other) = (Self.random(), Self.random())
            let both = one.intersection(other)
            #expect(both == other.intersection(one))
            #expect(one.cover(both) && other.cover(both))
            for permission in Permission.all {
                #expect(both.allows(permission) == (one.allows(permission) && other.allows(permission)))
                for namespace in ["a", "b", "c", "d"] {
                    #expect(
                        both.allows(permission, in: namespace)
                            == (one.allows(permission, in: namespace) && other.allows(permission, in: namespace)))
                }
            }
        }
    }

    @Test func `a caller with a scope may do no more than that`() {
        let caller = Caller(
            user: UserID(), tenant: TenantID(), session: SessionID(), role: .viewer, callerClass: .automation,
            scope: [Permission(.create, .runs)])
        let grants = Grants([Permission(.read, .runs)], namespaces: ["a": Role.operator.permissions])
        #expect(caller.with(grants).grants == Grants(namespaces: ["a": [Permission(.create, .runs)]]))
    }
}
