extension Grants {
    /// What both permit, place by place.
    package func intersection(_ other: Grants) -> Grants {
        let names = Set(namespaces.keys).union(other.namespaces.keys)
        return Grants(
            tenantWide.intersection(other.tenantWide),
            namespaces: Dictionary(
                uniqueKeysWithValues: names.map { name in
                    (name, permissions(in: name).intersection(other.permissions(in: name)))
                }))
    }

    /// What is permitted in a namespace, with what is permitted everywhere.
    private func permissions(in namespace: String) -> PermissionSet {
        tenantWide.union(namespaces[namespace] ?? [])
    }
}
