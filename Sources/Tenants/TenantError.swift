/// Why a tenant stays as it is.
package enum TenantError: Error, Sendable, Hashable {
    case noSuchTenant
    /// Somebody is a member of as many as they may: ``TenantStore/membershipLimit``.
    case tooManyTenants
    /// It is not called what whoever wants it deleted believes.
    case nameMismatch
    /// Nobody has asked for its deletion.
    case notDeleting
    /// It cannot be brought back any more.
    case deletionHasBegun
}
