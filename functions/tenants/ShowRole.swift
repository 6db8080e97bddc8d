internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/roles/{name}`: what a role permits.
///
/// - 200: the role, and its `ETag` where the tenant made it. 304 where `If-None-Match` names that.
/// - 404 `role_not_found`: no such role in the caller's tenant.
struct ShowRole: Endpoint {
    static let route = Route.get("/api/v1/roles/{name}", requires: Permission(.read, .roles))

    static let operation = Operation(
        "Show a role", tag: "Members", "What a role permits.", path: [.roleName],
        answers: [Answer(200, "The role.", Role.schema, headers: ["ETag"], example: Role.example)],
        problems: [.roleNotFound])

    let roles: RoleStore

    func handle(_ request: Request) throws -> Response {
        let name = request.path("name")
        if let role = Role(rawValue: name) { return .json(role.json).tagged(EntityTag(name)) }
        guard let role = try roles.find(name, in: request.caller.tenant) else { throw Problem.roleNotFound }
        return .json(role.json).tagged(EntityTag(role))
    }
}
