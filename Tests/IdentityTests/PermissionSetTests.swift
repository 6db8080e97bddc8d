import Identity
import Testing

/// Held against sets of the standard library, with random permissions.
@Suite struct PermissionSetTests {
    private func some() -> Set<Permission> { Set(Permission.all.filter { _ in Bool.random() }) }

    @Test func `it is a set`() {
        for _ in 0..<200 {
            let (one, other) = (some(), some())
            let (left, right) = (PermissionSet(one), PermissionSet(other))
            #expect(left.union(right) == PermissionSet(one.union(other)))
            #expect(left.intersection(right) == PermissionSet(one.intersection(other)))
            #expect(left.subtracting(right) == PermissionSet(one.subtracting(other)))
            #expect(left.symmetricDifference(right) == PermissionSet(one.symmetricDifference(other)))
            #expect(left.isSubset(of: right) == one.isSubset(of: other))
            #expect(left.isEmpty == one.isEmpty)
            #expect(Set(left.permissions) == one)
            for permission in Permission.all {
                #expect(left.contains(permission) == one.contains(permission))
                var (with, without) = (left, left)
                #expect(with.insert(permission).inserted == !one.contains(permission))
                #expect((without.remove(permission) != nil) == one.contains(permission))
                #expect(with == PermissionSet(one.union([permission])))
                #expect(without == PermissionSet(one.subtracting([permission])))
            }
        }
    }

    @Test func `both forms of text are read back`() throws {
        for _ in 0..<200 {
            let set = PermissionSet(some())
            #expect(PermissionSet(parsing: set.description) == set)
            #expect(PermissionSet(encoded: set.encoded) == set)
            let grants = Grants(set, namespaces: ["a": PermissionSet(some()), "b-c": PermissionSet(some())])
            #expect(Grants(encoded: grants.encoded) == grants)
        }
        #expect(PermissionSet(parsing: "runs:read nothing:at-all runs") == [Permission(.read, .runs)])
        #expect(PermissionSet(encoded: "ffffffffffffffff") == .all)
        for text in ["", "x", "-1", "+1", " 1", "10000000000000000"] { #expect(PermissionSet(encoded: text) == nil) }
    }

    @Test func `every permission has its name and its place`() {
        #expect(Permission.all.count <= UInt64.bitWidth)
        #expect(Set(Permission.all.map(\.description)).count == Permission.all.count)
        for permission in Permission.all {
            #expect(Permission(permission.description) == permission)
            #expect(Permission(permission.action, permission.resource) == permission)
        }
        #expect(Permission("runs:fly") == nil)
        // What programs of other versions have written.
        #expect(PermissionSet([Permission(.create, .workflows), Permission(.read, .runs)]).encoded == "21")
    }
}
