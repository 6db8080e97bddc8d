package import Identity

/// What the database said about a session that goes on.
package struct SessionStanding: Sendable, Hashable {
    /// What its user may do.
    package let grants: Grants
    /// Grows with each change of what the tenant's members may do.
    package let generation: Int64

    package init(_ grants: Grants, generation: Int64) {
        self.grants = grants
        self.generation = generation
    }

    /// For Redis: the generation, and after a space the grants.
    package var encoded: String { "\(generation) \(grants.encoded)" }

    /// Reads what ``encoded`` wrote; nil for any other text, such as that of an older version.
    package init?(encoded text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let generation = Int64(parts[0]), let grants = Grants(encoded: parts[1]) else {
            return nil
        }
        self.init(grants, generation: generation)
    }
}
