/// Why members or roles stay as they are.
package enum MembershipError: Error, Sendable, Hashable {
    case noSuchMember
    case noSuchRole
    /// Nobody could give permissions any more.
    case lastAdmin
    /// It would give or take permissions that whoever asks for it does not have.
    case exceedsOwn
    /// Members have the role.
    case roleInUse
    /// Every tenant has a role of this name.
    case roleBuiltIn
    case tooManyRoles
    /// The places in the list of assignments whose role there is not.
    case unknownRoles([Int])
    case alreadyMember
    case tooManyInvitations
    case noSuchServiceAccount
    case tooManyServiceAccounts
    /// Of another service account.
    case nameTaken
    case noSuchKey
    case tooManyKeys
    /// Unknown, accepted, withdrawn, too old, or from somebody who may not invite any more.
    case invitationInvalid
    /// The session of whoever asks has ended meanwhile.
    case sessionEnded
}
