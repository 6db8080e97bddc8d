internal import FunctionKit
internal import Identity
internal import Policies

/// `GET /api/v1/tenant/policy`: what the workflows of the caller's tenant may do, and how far its admins can go. Every member
/// may know: a refused call names the policy.
///
/// - 200: the policy in force, and its `ETag`. 304 where `If-None-Match` names that.
struct ShowTenantPolicy: Endpoint {
    static let route = Route.get("/api/v1/tenant/policy", requires: Permission(.read, .tenant))

    static let operation = Operation(
        "Show the policy", tag: "Tenant",
        """
        What the workflows of the tenant may do: which addresses they may connect to beside the public Internet, what \
        they may start on the worker's host, and what their runs tell of themselves as events.
        """,
        answers: [
            Answer(200, "The policy in force.", PolicyState.schema, headers: ["ETag"], example: PolicyState.example)
        ])

    let policies: PolicyStore

    func handle(_ request: Request) throws -> Response {
        let state = try policies.state(of: request.caller.tenant)
        return .json(state.json(in: policies.installation)).tagged(EntityTag(state))
    }
}
