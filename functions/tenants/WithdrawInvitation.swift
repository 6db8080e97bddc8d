internal import Audit
internal import FunctionKit
internal import Identity
internal import Members

/// `DELETE /api/v1/invitations/{id}`: takes an invitation back.
///
/// - 204: nobody can accept it any more.
/// - 404 `invitation_not_found`: the caller's tenant has no such invitation.
struct WithdrawInvitation: Endpoint {
    static let route = Route.delete("/api/v1/invitations/{id}", requires: Permission(.create, .members))

    static let operation = Operation(
        "Withdraw an invitation", tag: "Members", "Takes an invitation back: nobody can accept it any more.",
        path: [.invitationID], answers: [Answer(204, "Withdrawn.")], problems: [.invitationNotFound])

    let invitations: InvitationStore

    func handle(_ request: Request) throws -> Response {
        guard let id = InvitationID(request.path("id")) else { throw Problem.invitationNotFound }
        try request.transaction {
            guard try invitations.withdraw(id, in: request.caller.tenant) else { throw Problem.invitationNotFound }
            try request.record(.withdrawInvitation, AuditTarget(.invitation, "\(id)"))
        }
        return .empty(204)
    }
}
