/// What people and documents call a workflow: a namespace and a name in it, unique in a tenant.
package struct WorkflowName: Sendable, Hashable, CustomStringConvertible {
    package let namespace: String
    package let name: String

    package init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// The form in messages and in the `workflow` filter of lists: `shop/refund`.
    package var description: String { "\(namespace)/\(name)" }

    /// Reads `namespace/name`; nil for any other text.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        self.init(namespace: String(parts[0]), name: String(parts[1]))
    }
}
