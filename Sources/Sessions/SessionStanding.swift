package import Identity

/// What the database said about a session that goes on.
package struct SessionStanding: Sendable, Hashable {
    /// What its user may do.
    package let grants: Grants
    /// Grows with each change of what the tenant's members may do.
    package let generation: Int64
    /// Of the session's tenant.
    package let state: TenantState
    /// What the tenant may send other than others. Not with the session, but with the generation in Redis, where it counts for
    /// sessions that are not known, too.
    package let rates: TenantRates

    package init(
        _ grants: Grants, generation: Int64, state: TenantState = .active, rates: TenantRates = TenantRates()
    ) {
        self.rates = rates
        self.grants = grants
        self.generation = generation
        self.state = state
    }

    /// For Redis: the generation, after a space the grants, and after ` @` the state of a tenant that is not active. Programs that do
    /// not know of states read this as nothing at all, and ask the database.
    package var encoded: String {
        "\(generation) \(grants.encoded)" + (state == .active ? "" : "\(Self.stateMark)\(state.rawValue)")
    }

    private static let stateMark = " @"

    /// Reads what ``encoded`` wrote; nil for any other text, such as that of an older version.
    package init?(encoded text: String) {
        var (text, state) = (text[...], TenantState.active)
        if let mark = text.lastIndex(of: "@") {
            guard let named = TenantState(rawValue: String(text[text.index(after: mark)...])),
                text[..<mark].last == " "
            else { return nil }
            (text, state) = (text[..<mark].dropLast(), named)
        }
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let generation = Int64(parts[0]), let grants = Grants(encoded: parts[1]) else {
            return nil
        }
        self.init(grants, generation: generation, state: state)
    }
}
