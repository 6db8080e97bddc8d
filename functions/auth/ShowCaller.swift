internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON

/// `GET /api/v1/auth/me` says who the caller is and what they may do now.
///
/// - 200: `{user, tenant, role, permissions, namespaces}`; `role` is the nearest of those that every tenant has.
/// - 401 `session_ended`: logged out meanwhile, or no member of the tenant any more.
struct ShowCaller: Endpoint {
    static let route = Route.get("/api/v1/auth/me", access: .signedIn)

    static let operation = Operation(
        "Show the caller", tag: "Accounts", "Who the caller is, and what they may do now.",
        answers: [
            FunctionKit.Answer(
                200, "The caller.",
                .object(
                    [
                        "user": UserAnswer.schema, "tenant": TenantAnswer.schema,
                        "role": .choice(Role.allCases.map(\.rawValue)),
                        "permissions": permissions.described("What is permitted in all of the tenant."),
                        "namespaces": .array(
                            of: .object(["namespace": .string(), "permissions": permissions]),
                            "What is permitted in single namespaces beyond that."),
                        "restriction": TokenAnswer.restriction,
                    ], optional: ["restriction"]),
                example: [
                    "user": UserAnswer.example, "tenant": TenantAnswer.example, "role": "viewer",
                    "permissions": ["workflows:read", "runs:read", "agents:read", "secrets:read"],
                    "namespaces": [["namespace": "demo", "permissions": ["runs:create", "runs:execute"]]],
                ])
        ])

    struct Answer: Encodable {
        let user: UserAnswer
        let tenant: TenantAnswer
        let role: Role
        /// Such as `runs:read`.
        let permissions: [String]
        let namespaces: [Place]
        /// Why nothing is permitted before that is put right.
        let restriction: String?

        struct Place: Encodable {
            let namespace: String
            let permissions: [String]
        }
    }

    private static let permissions = Schema.array(of: .string(pattern: "^[a-z]+:[a-z]+$"))

    let accounts: AccountStore

    func handle(_ request: Request) throws -> Response {
        guard let account = try accounts.me(request.caller) else {
            throw Problem.sessionEnded
        }
        let grants = request.caller.grants
        return try .json(
            Answer(
                user: UserAnswer(account), tenant: TenantAnswer(account.tenant), role: account.role,
                permissions: Self.names(grants.tenantWide),
                namespaces: grants.namespaces.sorted { $0.key < $1.key }.map {
                    Answer.Place(namespace: $0.key, permissions: Self.names($0.value))
                }, restriction: grants.restriction?.rawValue))
    }

    private static func names(_ permissions: PermissionSet) -> [String] { permissions.permissions.map(\.description) }
}
