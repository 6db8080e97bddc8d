/// Whose sessions in a tenant may do nothing without a second factor.
package enum SecondFactorRequirement: String, Sendable, Hashable, CaseIterable {
    case none
    /// Of members with the role `admin` in all of the tenant.
    case admins
    case all
}
