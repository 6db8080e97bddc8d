internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Policies

/// `PUT /api/v1/tenant/policy`: another policy in place of the present one, whole. It is in force within seconds.
///
/// - 200: the policy, with its `ETag`.
/// - 412 `precondition_failed`: `If-Match` does not name the present policy.
/// - 422 `policy_invalid`: an entry cannot be read, a limit is not kept to, or the installation does not permit it;
///   `errors` names all of them.
struct UpdateTenantPolicy: Endpoint {
    static let route = Route.put(
        "/api/v1/tenant/policy", requires: Permission(.update, .tenant), body: .json(limit: TenantPolicyBody.limit)
    )
    .withProof()

    static let operation = Operation(
        "Change the policy", tag: "Tenant",
        """
        Another policy in place of the present one: what is not named is not allowed any more. It is in force within \
        seconds; what has been started goes on.
        """,
        body: [
            .json(
                TenantPolicyBody.schema,
                examples: [
                    .example(
                        "network", "A network of one's own, a service by its name, and no processes",
                        ["outboundAllow": ["10.20.0.0/16", "billing.internal"], "processes": [], "concurrentRuns": 50]),
                    .example(
                        "people", "Admins need a second factor",
                        ["outboundAllow": [], "processes": [], "requireSecondFactor": "admins"]),
                    .example(
                        "events", "Runs tell when they start and end",
                        ["outboundAllow": [], "processes": [], "lifecycleEvents": "workflow"]),
                ])
        ],
        answers: [Answer(200, "The policy.", PolicyState.schema, headers: ["ETag"], example: PolicyState.example)],
        problems: [.preconditionFailed, .policyInvalid])

    let policies: PolicyStore

    func handle(_ request: Request) throws -> Response {
        let policy = try request.json(TenantPolicyBody.self).checked(within: policies.installation.ceiling)
        let caller = request.caller
        let state = try request.transaction {
            var before = JSON.null
            let state = try policies.update(policy, by: caller.user, in: caller.tenant) { current in
                try request.checkMatch(EntityTag(current))
                before = current.audited
            }
            try request.record(.updatePolicy, AuditTarget(.policy), before: before, after: state.audited)
            return state
        }
        return .json(state.json(in: policies.installation)).tagged(EntityTag(state))
    }
}
