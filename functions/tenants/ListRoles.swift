internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/roles?limit=&cursor=`: the roles that members of the caller's tenant can have, in the order of their names.
///
/// - 200: `{items: [{name, builtIn, permissions, createdAt, updatedAt}], nextCursor}`.
struct ListRoles: Endpoint {
    static let route = Route.get("/api/v1/roles", requires: Permission(.read, .roles), query: [.limit, .roleCursor])

    static let operation = Operation(
        "List roles", tag: "Members",
        "The roles that members can have, those that every tenant has and its own, in the order of their names.",
        answers: [.page(of: Role.schema, "Roles.", cursor: "listRoles", example: Role.example)])

    let roles: RoleStore

    func handle(_ request: Request) throws -> Response {
        let limit = try request.limit()
        let cursor = request.query("cursor")
        guard cursor.map(RoleName.isGood) ?? true else {
            throw Problem(400, "invalid_parameter", "cursor: expected the nextCursor of the answer before.")
        }
        let last = cursor ?? ""
        let own = try roles.list(limit: limit + 1, after: last, in: request.caller.tenant).map { ($0.name, $0.json) }
        let all = (own + Role.allCases.filter { $0.rawValue > last }.map { ($0.rawValue, $0.json) })
            .sorted { $0.0 < $1.0 }
        let shown = all.prefix(limit)
        return .json([
            "items": .array(shown.map(\.1)), "nextCursor": JSON(all.count > limit ? shown.last?.0 : nil),
        ])
    }
}
