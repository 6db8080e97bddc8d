internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs

/// `GET /api/v1/tenant/usage`: what the caller's tenant has used of its quotas of runs.
///
/// - 200: `{runsPerDay: {used, limit, until}, openRuns: {used, limit}}`.
struct ShowTenantUsage: Endpoint {
    /// The most runs of a day that are counted where there is no limit.
    static let countLimit = 100_000

    static let route = Route.get("/api/v1/tenant/usage", requires: Permission(.read, .tenant))

    static let operation = Operation(
        "Show the use of quotas", tag: "Tenant",
        """
        What the tenant has used of its quotas of runs. A start beyond one is answered 429. Quotas of requests and bytes: see \
        `showTenantLimits`.
        """,
        answers: [
            Answer(
                200, "The quotas.",
                Schema.object([
                    "runsPerDay": .object([
                        "used": .count("Runs that have begun today (UTC), those that runs begin too."),
                        "limit": Schema.integer("As many may begin on a day; null: no limit.", in: RunQuota.range)
                            .orNull,
                        "until": .time("When the next day begins."),
                    ]),
                    "openRuns": .object([
                        "used": .count("Runs that have not ended."), "limit": .count("As many may be there at a time."),
                    ]),
                ]).named("TenantUsage"),
                example: [
                    "runsPerDay": ["used": 120, "limit": 10_000, "until": "2026-11-27T00:00:00.000000Z"],
                    "openRuns": ["used": 3, "limit": 10_000],
                ])
        ])

    let runs: RunStore

    func handle(_ request: Request) throws -> Response {
        let use = try runs.use(by: request.caller.tenant, countingUpTo: Self.countLimit)
        return .json([
            "runsPerDay": [
                "used": JSON(use.today.used), "limit": use.today.limit.map { JSON($0) } ?? nil,
                "until": .string(use.today.until.description),
            ],
            "openRuns": ["used": JSON(use.open), "limit": JSON(RunAllowance.limit)],
        ])
    }
}
