internal import Accounts
internal import Audit
internal import Digests
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `POST /api/v1/invitations` `{email, roles: [{role, namespace?}]}`: lets somebody become a member of the caller's tenant, with
/// these roles. The answer has the token for it, once. An earlier invitation to the same address is void.
///
/// - 201: the invitation with its `token`, for `POST /api/v1/invitations/accept`.
/// - 403 `exceeds_own_permissions`: the roles permit what the caller may not do.
/// - 409 `already_member`, `too_many_invitations`.
/// - 422 `invalid_body`: what is no e-mail. `roles_invalid`: a role that there is not, what is no namespace, none or too many.
struct InviteMember: Endpoint {
    static let route = Route.post(
        "/api/v1/invitations", requires: Permission(.create, .members), body: .json(limit: RoleAssignmentsBody.limit)
    )
    .withProof().shownOnce()

    static let operation = Operation(
        "Invite a member", tag: "Members",
        """
        Lets somebody become a member of the tenant with these roles, within seven days. The token for it stands in this \
        answer only; whoever has it can accept the invitation. An earlier one to the same address is void, so sending this \
        again is no harm.
        """,
        body: [
            .json(
                .object(
                    [
                        "email": .string(pattern: EmailAddress.pattern, length: 3...EmailAddress.lengthLimit),
                        "roles": RoleAssignmentsBody.rolesSchema,
                    ], isClosed: true),
                examples: [
                    .example(
                        "operator", "A colleague who runs things",
                        ["email": "linus@example.com", "roles": [["role": "operator"]]])
                ])
        ],
        answers: [
            Answer(
                201, "The invitation with its token.",
                .all(Invitation.schema, .object(["token": .string("For `acceptInvitation`, once.")])),
                headers: ["Cache-Control"], example: example,
                links: [Answer.Link(to: "withdrawInvitation", ["id": "$response.body#/id"])])
        ],
        problems: [.exceedsOwn, .alreadyMember, .tooManyInvitations, .rolesInvalid])

    private static let example: JSON = {
        var example = Invitation.example
        example["token"] = "3f0c…"
        return example
    }()

    struct Body: Decodable {
        let email: String
        let roles: [RoleAssignmentsBody.Entry]
    }

    let invitations: InvitationStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        guard let email = EmailAddress(body.email) else {
            throw Problem.invalidBody([
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["email"]),
                    message: "must be an e-mail address such as ada@example.com")
            ])
        }
        let roles = try RoleAssignmentsBody.checked(body.roles)
        let (invitation, token) = try request.transaction {
            let (invitation, token) = try Problem.explaining {
                try invitations.create(email.text, roles, by: request.caller)
            }
            try request.record(
                .inviteMember, AuditTarget(.invitation, "\(invitation.id)"), after: invitation.audited)
            return (invitation, token)
        }
        var answer = invitation.json
        answer["token"] = .string(token.text)
        return .json(answer, status: 201, headers: [("Cache-Control", "no-store")])
    }
}
