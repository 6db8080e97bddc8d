/// Whether a tenant works.
package enum TenantState: String, Sendable, Hashable, CaseIterable {
    case active
    /// The operator keeps it so: nothing is served to it and none of its runs goes on, and all of it stays.
    case suspended
    /// An admin has asked for its deletion; until that begins it can be brought back.
    case deleting
}
