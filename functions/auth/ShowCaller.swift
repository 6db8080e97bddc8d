internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/auth/me` says who the caller is and what they may do now.
///
/// - 200: `{user, tenant, role, permissions}`.
/// - 401 `session_ended`: logged out meanwhile, or no member of the tenant any more.
struct ShowCaller: Endpoint {
    static let route = Route.get("/api/v1/auth/me", access: .signedIn)

    static let operation = Operation(
        "Show the caller", tag: "Accounts", "Who the caller is, and what they may do now.",
        answers: [
            FunctionKit.Answer(
                200, "The caller.",
                .object([
                    "user": UserAnswer.schema, "tenant": TenantAnswer.schema,
                    "role": .choice(Role.allCases.map(\.rawValue)),
                    "permissions": .array(of: .string(pattern: "^[a-z]+:[a-z]+$")),
                ]),
                example: [
                    "user": UserAnswer.example, "tenant": TenantAnswer.example, "role": "viewer",
                    "permissions": ["workflows:read", "runs:read", "agents:read", "secrets:read"],
                ])
        ])

    struct Answer: Encodable {
        let user: UserAnswer
        let tenant: TenantAnswer
        let role: Role
        /// Such as `runs:read`.
        let permissions: [String]
    }

    let accounts: AccountStore

    func handle(_ request: Request) throws -> Response {
        guard let account = try accounts.me(request.caller) else {
            throw Problem.sessionEnded
        }
        return try .json(
            Answer(
                user: UserAnswer(account), tenant: TenantAnswer(account.tenant), role: account.role,
                permissions: account.role.permissions.map(\.description)))
    }
}

extension Role {
    /// Everything that a member with this role may do.
    fileprivate var permissions: [Permission] {
        Permission.Resource.allCases.flatMap { resource in
            Permission.Action.allCases.map { Permission($0, resource) }
        }.filter(allows)
    }
}
