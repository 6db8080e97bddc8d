/// What people and documents call a workflow: a namespace and a name in it, unique in a tenant.
package struct WorkflowName: Sendable, Hashable, CustomStringConvertible {
    package let namespace: String
    package let name: String

    package init(namespace: String, name: String) {
        self.namespace = namespace
        self.name = name
    }

    /// The most characters of a namespace, and of a name.
    package static let partLimit = 63

    /// Whether a document can have this name: letters, digits and inner hyphens. The database compares other texts in ways of
    /// its own.
    package var isWellFormed: Bool {
        [namespace, name].allSatisfy { part in
            (1...Self.partLimit).contains(part.utf8.count) && part.utf8.allSatisfy(Self.isNameByte)
                && !part.hasPrefix("-") && !part.hasSuffix("-")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
            true
        default: false
        }
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
