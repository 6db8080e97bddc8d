internal import FunctionKit
internal import Identity
internal import JSON
internal import Tenants

/// `GET /api/v1/tenant/limits`: what the operator lets the caller's tenant do, other than others.
///
/// - 200: `{ratePercent}`.
struct ShowTenantLimits: Endpoint {
    static let route = Route.get("/api/v1/tenant/limits", requires: Permission(.read, .tenant))

    static let operation = Operation(
        "Show the limits", tag: "Tenant",
        """
        What the operator of the installation lets the tenant do, other than others. What an endpoint takes stands in the \
        `RateLimit-Policy` of its answers, with this in it.
        """,
        answers: [
            Answer(
                200, "The limits.",
                Schema.object([
                    "ratePercent": .integer(
                        "How many requests the tenant may send, in percent of what each endpoint lets others.",
                        in: TenantStore.ratePercentRange)
                ]).named("TenantLimits"), example: ["ratePercent": 100])
        ], problems: [.tenantNotFound])

    let tenants: TenantStore

    func handle(_ request: Request) throws -> Response {
        guard let tenant = try tenants.find(request.caller.tenant) else { throw Problem.tenantNotFound }
        return .json(["ratePercent": JSON(tenant.ratePercent ?? 100)])
    }
}
