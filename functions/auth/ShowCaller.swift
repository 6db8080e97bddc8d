internal import Accounts
internal import FunctionKit
internal import Identity
internal import JSON
internal import Members

/// `GET /api/v1/auth/me` says who the caller is and what they may do now.
///
/// - 200: `{user, serviceAccount, apiKey, tenant, role, permissions, namespaces}`; `role` is the nearest of those that every
///   tenant has. A caller is a user or a service account; with an API key there is no `role`.
/// - 401 `session_ended`: logged out meanwhile, or no member of the tenant any more.
struct ShowCaller: Endpoint {
    static let route = Route.get("/api/v1/auth/me", access: .identified)

    static let operation = Operation(
        "Show the caller", tag: "Accounts", "Who the caller is, and what they may do now.",
        answers: [
            Answer(
                200, "The caller.",
                .object(
                    [
                        "user": UserAnswer.schema.orNull, "serviceAccount": Self.named.orNull,
                        "apiKey": Self.named.orNull, "tenant": TenantAnswer.schema,
                        "role": Schema.choice(Role.allCases.map(\.rawValue)).orNull,
                        "permissions": permissions.described("What is permitted in all of the tenant."),
                        "namespaces": .array(
                            of: .object(["namespace": .string(), "permissions": permissions]),
                            "What is permitted in single namespaces beyond that."),
                        "restriction": TokenAnswer.restriction,
                    ], optional: ["restriction"]),
                example: [
                    "user": UserAnswer.example, "serviceAccount": nil, "apiKey": nil, "tenant": TenantAnswer.example,
                    "role": "viewer",
                    "permissions": ["workflows:read", "runs:read", "agents:read", "secrets:read"],
                    "namespaces": [["namespace": "demo", "permissions": ["runs:create", "runs:execute"]]],
                ])
        ])

    private static let permissions = Schema.array(of: .string(pattern: "^[a-z]+:[a-z]+$"))
    private static let named = Schema.object(["id": .id(), "name": .string()])

    let accounts: AccountStore
    let keys: APIKeyStore

    func handle(_ request: Request) throws -> Response {
        let caller = request.caller
        var answer = try caller.apiKey.map { try automation($0, in: caller.tenant) } ?? person(caller)
        answer["permissions"] = Self.names(caller.grants.tenantWide)
        answer["namespaces"] = .array(
            caller.grants.namespaces.sorted { $0.key < $1.key }.map {
                ["namespace": .string($0.key), "permissions": Self.names($0.value)]
            })
        if let restriction = caller.grants.restriction { answer["restriction"] = .string(restriction.rawValue) }
        return .json(answer)
    }

    private func person(_ caller: Caller) throws -> JSON {
        guard let account = try accounts.me(caller) else { throw Problem.sessionEnded }
        return [
            "user": Self.user(account.user, account.email), "serviceAccount": nil, "apiKey": nil,
            "tenant": Self.tenant(account.tenant), "role": .string(account.role.rawValue),
        ]
    }

    private func automation(_ id: APIKeyID, in tenant: TenantID) throws -> JSON {
        guard let key = try keys.find(id, in: tenant), let tenant = try accounts.tenant(tenant) else {
            throw Problem.apiKeyEnded
        }
        var answer: JSON = [
            "user": nil, "serviceAccount": nil, "apiKey": ["id": .string(id.description), "name": .string(key.name)],
            "tenant": Self.tenant(tenant), "role": nil,
        ]
        switch key.principal {
        case .user(let user, let email): answer["user"] = Self.user(user, email)
        case .serviceAccount(let account, let name):
            answer["serviceAccount"] = ["id": .string(account.description), "name": .string(name)]
        case .gone: throw Problem.apiKeyEnded
        }
        return answer
    }

    private static func user(_ id: UserID, _ email: String) -> JSON {
        ["id": .string(id.description), "email": .string(email)]
    }

    private static func tenant(_ tenant: Tenant) -> JSON {
        ["id": .string(tenant.id.description), "name": .string(tenant.name)]
    }

    private static func names(_ permissions: PermissionSet) -> JSON {
        .array(permissions.permissions.map { .string($0.description) })
    }
}
