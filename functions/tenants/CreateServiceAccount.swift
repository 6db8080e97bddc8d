internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `POST /api/v1/service-accounts` `{name, roles: [{role, namespace?}]}`: makes a program a part of the caller's tenant, with these
/// roles. It comes with an API key: `POST /api/v1/api-keys`.
///
/// - 201: the service account, with its `ETag`.
/// - 403 `exceeds_own_permissions`: the roles permit what the caller may not do.
/// - 409 `name_taken`, `too_many_service_accounts`.
/// - 422 `service_account_invalid`: the name. `roles_invalid`: a role that there is not, what is no namespace, none or too many.
struct CreateServiceAccount: Endpoint {
    static let route = Route.post(
        "/api/v1/service-accounts", requires: Permission(.create, .members),
        body: .json(limit: RoleAssignmentsBody.limit)
    ).withProof()

    static let operation = Operation(
        "Create a service account", tag: "API keys",
        """
        Makes a program a part of the tenant, with roles as members have them and neither e-mail nor password. It comes with \
        an API key (`createAPIKey`), or with access tokens for that (`issueToken`).
        """,
        body: [
            .json(
                .object(["name": .roleName, "roles": RoleAssignmentsBody.rolesSchema], isClosed: true)
                    .named("NewServiceAccount"),
                examples: [
                    .example(
                        "nightly", "A script that runs things in one namespace",
                        ["name": "nightly", "roles": [["role": "operator", "namespace": "demo"]]])
                ])
        ],
        answers: [
            Answer(
                201, "The service account.", ServiceAccount.schema, headers: ["Location", "ETag"],
                example: ServiceAccount.example,
                links: [
                    Answer.Link(to: "showServiceAccount", ["account": "$response.body#/id"]),
                    Answer.Link(to: "updateServiceAccount", ["account": "$response.body#/id"]),
                    Answer.Link(to: "putServiceAccountRoles", ["account": "$response.body#/id"]),
                    Answer.Link(to: "deleteServiceAccount", ["account": "$response.body#/id"]),
                ])
        ],
        problems: [.exceedsOwn, .nameTaken, .tooManyServiceAccounts, .serviceAccountInvalid, .rolesInvalid])

    struct Body: Decodable {
        let name: String
        let roles: [RoleAssignmentsBody.Entry]
    }

    let accounts: ServiceAccountStore

    func handle(_ request: Request) throws -> Response {
        let body = try request.json(Body.self)
        try ServiceAccountBody.check(name: body.name)
        let roles = try RoleAssignmentsBody.checked(body.roles)
        let account = try request.transaction {
            let account = try Problem.explaining { try accounts.create(body.name, roles, by: request.caller) }
            try request.record(
                .createServiceAccount, AuditTarget(.serviceAccount, "\(account.id)"), after: account.audited)
            return account
        }
        return .json(
            account.json, status: 201, headers: [("Location", "/api/v1/service-accounts/\(account.id)")]
        ).tagged(EntityTag(account))
    }
}
