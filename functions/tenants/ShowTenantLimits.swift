internal import FunctionKit
internal import Identity
internal import JSON
internal import Sessions
internal import Tenants

/// `GET /api/v1/tenant/limits`: what the operator lets the caller's tenant do, and what it has used of its quotas.
///
/// - 200: `{ratePercent, rates: [{operation, callerClass, percent}], requestsPerDay: {used, limit, until}, storedBytes: {used,
///   limit, countedAt}}`.
struct ShowTenantLimits: Endpoint {
    static let route = Route.get("/api/v1/tenant/limits", requires: Permission(.read, .tenant))

    static let operation = Operation(
        "Show the limits", tag: "Tenant",
        """
        What the operator of the installation lets the tenant do, and what it has used of its quotas of requests and bytes. What an \
        endpoint takes stands in the `RateLimit-Policy` of its answers, with this in it. Quotas of runs: see `showTenantUsage`.
        """,
        answers: [Answer(200, "The limits.", schema, example: example)], problems: [.tenantNotFound])

    private static let schema = Schema.object([
        "ratePercent": .integer(
            "How many requests the tenant may send, in percent of what each endpoint lets others.",
            in: TenantRates.percentRange),
        "rates": .array(
            of: .object([
                "operation": Schema.string("Of this operation (`operationId`); null: of each.").orNull,
                "callerClass": Schema.choice(
                    CallerClass.allCases.map(\.rawValue), "Of people or of programs with API keys; null: of both."
                ).orNull,
                "percent": .integer("In place of `ratePercent`.", in: TenantRates.percentRange),
            ]), "What counts for some requests in place of that: the one that says most of a request."),
        "requestsPerDay": .object([
            "used": .count("Requests today (UTC), where they are counted: where there is a limit."),
            "limit": Schema.integer("As many may come on a day; null: no limit.", in: TenantRates.dayRange).orNull,
            "until": .time("When the next day begins."),
        ]),
        "storedBytes": .object([
            "used": Schema.count(
                "Bytes of runs and documents, as they were counted some seconds ago; null: nobody counts, since nobody has a limit."
            ).orNull,
            "limit": Schema.integer("As many may be kept; null: no limit.", in: StorageQuota.range).orNull,
            "countedAt": Schema.time("When they were counted.").orNull,
        ]),
    ]).named("TenantLimits")

    private static let example: JSON = [
        "ratePercent": 100, "rates": [["operation": "startRun", "callerClass": "automation", "percent": 50]],
        "requestsPerDay": ["used": 120, "limit": 100_000, "until": "2026-11-27T00:00:00.000000Z"],
        "storedBytes": ["used": 52_428_800, "limit": 1_000_000_000, "countedAt": "2026-11-26T12:00:00.000000Z"],
    ]

    let tenants: TenantStore
    let storage: StorageQuota
    let live: LiveSessions
    /// How many requests a tenant may send on a day that has no number of its own; nil: any number.
    let requestsPerDay: Int?

    func handle(_ request: Request) throws -> Response {
        let id = request.caller.tenant
        guard let tenant = try tenants.find(id) else { throw Problem.tenantNotFound }
        let limit = tenant.rates.requestsPerDay ?? requestsPerDay
        let bytes = try storage.standing(of: id)
        return .json([
            "ratePercent": JSON(tenant.rates.percent ?? 100),
            "rates": .array(tenant.rates.overrides.map(Self.json)),
            "requestsPerDay": [
                // Without Redis nobody counts.
                "used": JSON(limit == nil ? 0 : (try? live.requests(of: id)) ?? 0), "limit": Self.json(limit),
                "until": .string(Timestamp.now.nextDay.description),
            ],
            "storedBytes": [
                "used": Self.json(bytes.used), "limit": Self.json(bytes.limit),
                "countedAt": JSON(bytes.countedAt?.description),
            ],
        ])
    }

    private static func json(_ number: Int?) -> JSON { number.map { JSON($0) } ?? nil }

    private static func json(_ override: RateOverride) -> JSON {
        [
            "operation": JSON(override.scope.operation), "callerClass": JSON(override.scope.callerClass?.rawValue),
            "percent": JSON(override.percent),
        ]
    }
}
