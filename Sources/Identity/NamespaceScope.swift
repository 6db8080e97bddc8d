/// Which namespaces of a tenant somebody may work in. Stores take one, so that what is outside cannot be told from what does
/// not exist.
package enum NamespaceScope: Sendable, Hashable {
    case all
    case only(Set<String>)

    package func contains(_ namespace: String) -> Bool {
        switch self {
        case .all: true
        case .only(let names): names.contains(namespace)
        }
    }
}
