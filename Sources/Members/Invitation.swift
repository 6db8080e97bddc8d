package import Identity

package enum InvitationKind {}
package typealias InvitationID = Identifier<InvitationKind>

/// What lets somebody become a member of a tenant.
package struct Invitation: Sendable, Hashable {
    package let id: InvitationID
    package let tenant: TenantID
    package let email: String
    /// Sorted; at least one.
    package let assignments: [RoleAssignment]
    package let invitedBy: UserID
    package let createdAt: Timestamp
    package let expiresAt: Timestamp
}
