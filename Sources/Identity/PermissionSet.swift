/// Permissions, as a number: cheap to keep and to ask.
package struct PermissionSet: Sendable, Hashable, SetAlgebra, CustomStringConvertible {
    private var bits: UInt64

    package init() { bits = 0 }

    private init(bits: UInt64) { self.bits = bits }

    package init(_ permissions: some Sequence<Permission>) {
        bits = permissions.reduce(0) { $0 | 1 << UInt64($1.place) }
    }

    /// Every permission.
    package static let all = PermissionSet(Permission.all)

    /// The permissions for resources whose things stand in namespaces.
    package static let namespaced = PermissionSet(Permission.all.filter(\.resource.isNamespaced))

    package func contains(_ permission: Permission) -> Bool { bits & 1 << UInt64(permission.place) != 0 }

    /// In the order of ``Permission/all``.
    package var permissions: [Permission] { Permission.all.filter(contains) }

    /// Such as `runs:read runs:execute`.
    package var description: String { permissions.map(\.description).joined(separator: " ") }

    /// Reads what ``description`` says. Words that this version does not know permit nothing.
    package init(parsing text: some StringProtocol) {
        self.init(text.split(separator: " ").compactMap { Permission($0) })
    }

    /// A short form, the same in all versions.
    package var encoded: String { String(bits, radix: 16) }

    /// Reads what ``encoded`` wrote; nil for any other text. Permissions that this version does not know are left out.
    package init?(encoded text: some StringProtocol) {
        guard let bits = UInt64(text, radix: 16), !text.hasPrefix("+") else { return nil }
        self.init(bits: bits & Self.all.bits)
    }

    package func union(_ other: PermissionSet) -> PermissionSet { PermissionSet(bits: bits | other.bits) }

    package func intersection(_ other: PermissionSet) -> PermissionSet { PermissionSet(bits: bits & other.bits) }

    package func symmetricDifference(_ other: PermissionSet) -> PermissionSet {
        PermissionSet(bits: bits ^ other.bits)
    }

    package mutating func formUnion(_ other: PermissionSet) { bits |= other.bits }

    package mutating func formIntersection(_ other: PermissionSet) { bits &= other.bits }

    package mutating func formSymmetricDifference(_ other: PermissionSet) { bits ^= other.bits }

    @discardableResult
    package mutating func insert(_ permission: Permission) -> (inserted: Bool, memberAfterInsert: Permission) {
        let isNew = !contains(permission)
        bits |= 1 << UInt64(permission.place)
        return (isNew, permission)
    }

    @discardableResult
    package mutating func remove(_ permission: Permission) -> Permission? {
        guard contains(permission) else { return nil }
        bits &= ~(1 << UInt64(permission.place))
        return permission
    }

    @discardableResult
    package mutating func update(with permission: Permission) -> Permission? {
        insert(permission).inserted ? nil : permission
    }
}
