internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Sessions

/// `PUT /api/v1/roles/{name}` `{permissions}`: makes a role, or changes what it permits, for all who have it, at once.
///
/// - 201: the new role. 200: the one that permits something else now.
/// - 403 `exceeds_own_permissions`: it permits, or permitted, what the caller may not do.
/// - 409 `role_built_in`, `too_many_roles`.
/// - 412 `precondition_failed`: `If-Match` does not name the present state, or `If-None-Match: *` and there is one.
/// - 422 `role_invalid`: the name, or what is no permission; `errors` names all of them.
struct PutRole: Endpoint {
    /// The most bytes of a body: every permission, with room to spare.
    static let bodyLimit = 16 * 1_024

    static let route = Route.put(
        "/api/v1/roles/{name}", requires: Permission(.update, .roles), body: .json(limit: bodyLimit)
    )
    .withProof()

    static let operation = Operation(
        "Put a role", tag: "Members",
        """
        Makes a role of the tenant's own, or changes what it permits, for all who have it, within a second. Nobody can \
        give or take what they are not permitted to do themselves.
        """,
        path: [.roleName],
        body: [
            .json(
                .object(["permissions": .array(of: .permission)], isClosed: true).named("NewRole"),
                examples: [
                    .example(
                        "starter", "Starts runs, and looks at nothing else",
                        ["permissions": ["workflows:read", "runs:create", "runs:read"]])
                ])
        ],
        answers: [
            Answer(
                200, "The role, which permits something else now.", Role.schema, headers: ["ETag"],
                example: Role.example),
            Answer(201, "The new role.", Role.schema, headers: ["Location", "ETag"], example: Role.example),
        ],
        problems: [.exceedsOwn, .roleBuiltIn, .tooManyRoles, .preconditionFailed, .roleInvalid])

    struct Body: Decodable {
        let permissions: [String]
    }

    let roles: RoleStore
    let live: LiveSessions

    func handle(_ request: Request) throws -> Response {
        let name = request.path("name")
        guard RoleName.isGood(name) else {
            throw Problem.roleInvalid.with(detail: "A role's name has \(RoleName.rule).")
        }
        let permissions = try Self.permissions(request.json(Body.self).permissions)
        let caller = request.caller
        let (role, isNew, generation) = try request.transaction {
            var before: JSON?
            let outcome = try Problem.explaining {
                try roles.put(name, permissions, by: caller) { current in
                    try request.checkMatch(current.map(EntityTag.init))
                    before = current?.audited
                }
            }
            try request.record(.putRole, AuditTarget(.role, name), before: before, after: outcome.role.audited)
            return outcome
        }
        request.afterCommit { try? live.changed(to: generation, in: caller.tenant) }
        let headers = isNew ? [("Location", "/api/v1/roles/\(name)")] : []
        return .json(role.json, status: isNew ? 201 : 200, headers: headers).tagged(EntityTag(role))
    }

    private static func permissions(_ names: [String]) throws(Problem) -> PermissionSet {
        let permissions = names.map { Permission($0) }
        let wrong = permissions.indices.filter { permissions[$0] == nil }
        guard wrong.isEmpty else {
            throw .roleInvalid.with(
                errors: wrong.map {
                    ProblemDetail(
                        pointer: JSONPointer(tokens: ["permissions", "\($0)"]),
                        message: "expected one of \(Permission.all.map(\.description).joined(separator: ", "))")
                })
        }
        return PermissionSet(permissions.compactMap(\.self))
    }
}
