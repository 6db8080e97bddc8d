internal import FunctionKit
internal import JSON
internal import Members
internal import Tenants

extension Problem {
    static let roleNotFound = Problem(404, "role_not_found", "There is no such role.")
    static let memberNotFound = Problem(404, "member_not_found", "The tenant has no such member.")
    static let roleInvalid = Problem(422, "role_invalid", "The role's name or permissions are not valid; see errors.")
    static let rolesInvalid = Problem(422, "roles_invalid", "The roles are not valid; see errors.")
    static let roleBuiltIn = Problem(
        409, "role_built_in", "Every tenant has this role, and it stays as it is. Choose another name.")
    static let roleInUse = Problem(
        409, "role_in_use", "Members have this role. Give them another one first.")
    static let tooManyRoles = Problem(
        409, "too_many_roles", "Your tenant has \(RoleStore.roleLimit) roles of its own, as many as it may.")
    static let lastAdmin = Problem(
        409, "last_admin", "This is the last admin of the tenant. Make somebody else an admin first.")
    static let exceedsOwn = Problem(
        403, "exceeds_own_permissions",
        "It would give or take permissions that you do not have yourself. Ask somebody who has them.")
    static let invitationNotFound = Problem(404, "invitation_not_found", "There is no such invitation.")
    static let alreadyMember = Problem(
        409, "already_member", "Somebody with this e-mail is a member of the tenant. Change their roles instead.")
    static let tooManyInvitations = Problem(
        409, "too_many_invitations",
        "Your tenant has \(InvitationStore.invitationLimit) open invitations, as many as it may. Withdraw some.")
    private static let sessionEnded = Problem(401, "session_ended", "This session has ended. Log in again.")

    init(_ error: MembershipError) {
        switch error {
        case .noSuchMember: self = .memberNotFound
        case .noSuchRole: self = .roleNotFound
        case .lastAdmin: self = .lastAdmin
        case .exceedsOwn: self = .exceedsOwn
        case .roleInUse: self = .roleInUse
        case .roleBuiltIn: self = .roleBuiltIn
        case .tooManyRoles: self = .tooManyRoles
        case .alreadyMember: self = .alreadyMember
        case .tooManyInvitations: self = .tooManyInvitations
        case .noSuchServiceAccount: self = .serviceAccountNotFound
        case .tooManyServiceAccounts: self = .tooManyServiceAccounts
        case .nameTaken: self = .nameTaken
        case .noSuchKey: self = .apiKeyNotFound
        case .tooManyKeys: self = .tooManyKeys
        case .invitationInvalid: self = .invitationNotFound
        case .sessionEnded: self = .sessionEnded
        case .unknownRoles(let places):
            self = .rolesInvalid.with(
                errors: places.map {
                    ProblemDetail(
                        pointer: JSONPointer(tokens: ["roles", "\($0)", "role"]),
                        message: "there is no such role; GET /api/v1/roles lists them")
                })
        }
    }

    /// Answers what members, roles and tenants cannot become with the problem that says so.
    static func explaining<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as MembershipError {
            throw Problem(error)
        } catch let error as TenantError {
            switch error {
            case .noSuchTenant: throw Problem.tenantNotFound
            case .nameMismatch: throw Problem.nameMismatch
            case .notDeleting: throw Problem.tenantNotDeleting
            case .deletionHasBegun: throw Problem.deletionHasBegun
            case .tooManyTenants: throw error
            }
        }
    }
}
