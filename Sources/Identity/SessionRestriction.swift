/// Why a session may do nothing but what its user does about themselves.
package enum SessionRestriction: String, Sendable, Hashable, CaseIterable {
    /// The password is one of those that are tried first.
    case password
    /// The tenant's policy asks for a second factor.
    case secondFactor = "second_factor"
}
