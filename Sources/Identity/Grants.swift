/// What a member of a tenant may do: in all of it, and in some of its namespaces.
package struct Grants: Sendable, Hashable {
    package let tenantWide: PermissionSet
    /// What is permitted in single namespaces beyond that.
    package let namespaces: [String: PermissionSet]
    /// What is permitted at least in one place.
    private let somewhere: PermissionSet
    /// Why nothing is permitted at all; nil: it is not so.
    package let restriction: SessionRestriction?

    /// Of a session that may do nothing before its user has put something right.
    package init(restrictedFor restriction: SessionRestriction) {
        (tenantWide, namespaces, somewhere) = ([], [:], [])
        self.restriction = restriction
    }

    /// - Parameter namespaces: what does not stand in namespaces is left out: the right to it is for all of the tenant.
    package init(_ tenantWide: PermissionSet = [], namespaces: [String: PermissionSet] = [:]) {
        self.tenantWide = tenantWide
        self.namespaces = namespaces.mapValues { $0.intersection(.namespaced).subtracting(tenantWide) }
            .filter { !$0.value.isEmpty }
        somewhere = self.namespaces.values.reduce(tenantWide) { $0.union($1) }
        restriction = nil
    }

    /// - Parameter parts: what is permitted where; the empty namespace is all of the tenant.
    package init(_ parts: [(namespace: String, permissions: PermissionSet)]) {
        var namespaces: [String: PermissionSet] = [:]
        for part in parts { namespaces[part.namespace, default: []].formUnion(part.permissions) }
        let tenantWide = namespaces.removeValue(forKey: "") ?? []
        self.init(tenantWide, namespaces: namespaces)
    }

    /// Whether it is permitted in all of the tenant, or at least in one namespace: what a request asks for is then looked at
    /// with its ``scope(of:)``.
    package func allowsSomewhere(_ permission: Permission) -> Bool { somewhere.contains(permission) }

    /// Whether it is permitted in all of the tenant.
    package func allows(_ permission: Permission) -> Bool { tenantWide.contains(permission) }

    package func allows(_ permission: Permission, in namespace: String) -> Bool {
        tenantWide.contains(permission) || namespaces[namespace]?.contains(permission) == true
    }

    /// Where it is permitted.
    package func scope(of permission: Permission) -> NamespaceScope {
        if tenantWide.contains(permission) { return .all }
        return .only(Set(namespaces.filter { $0.value.contains(permission) }.keys))
    }

    /// Whether whoever has these may give those to others.
    package func cover(_ others: Grants) -> Bool {
        others.tenantWide.isSubset(of: tenantWide)
            && others.namespaces.allSatisfy { namespace, permissions in
                permissions.isSubset(of: tenantWide.union(namespaces[namespace] ?? []))
            }
    }

    /// `TENANT-WIDE NAMESPACE=SET …`, sorted, or `!RESTRICTION`: for Redis.
    package var encoded: String {
        if let restriction { return "!\(restriction.rawValue)" }
        let parts = namespaces.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value.encoded)" }
        return tenantWide.encoded + parts.joined()
    }

    /// Reads what ``encoded`` wrote; nil for any other text.
    package init?(encoded text: some StringProtocol) {
        if text.hasPrefix("!") {
            guard let restriction = SessionRestriction(rawValue: String(text.dropFirst())) else { return nil }
            self.init(restrictedFor: restriction)
            return
        }
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard let first = parts.first, let tenantWide = PermissionSet(encoded: first) else { return nil }
        var namespaces: [String: PermissionSet] = [:]
        for part in parts.dropFirst() {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[0].isEmpty, let set = PermissionSet(encoded: sides[1]) else { return nil }
            namespaces[String(sides[0])] = set
        }
        self.init(tenantWide, namespaces: namespaces)
    }
}
