internal import Audit
internal import FunctionKit
internal import Identity
internal import JSON
internal import Metrics
internal import Policies
internal import Runs

/// `POST /api/v1/runs/cancel` `{workflow?, version?, statuses?, createdAfter?, createdBefore?}`, at least one of them, ends the
/// runs that fit all of it, the oldest first.
///
/// - 200: `{cancelled, requested, more}`: how many are cancelled, how many their workers cancel in a moment, and whether the
///   same call again would cancel more.
/// - 422 `invalid_body`: a member cannot be read, or none is named; `errors` has all that is wrong.
struct CancelRuns: Endpoint {
    static let route = Route.post(
        "/api/v1/runs/cancel", requires: Permission(.execute, .runs), body: .json(limit: RunFilterBody.limit))

    static let operation = Operation(
        "Cancel runs", tag: "Runs",
        """
        Ends the runs that fit everything that the body names, the oldest first, at most \(RunStore.bulkCancelLimit) with one \
        call: `more` says whether to call again. Runs that have ended, or that were cancelled before, do not count.
        """,
        body: [
            .json(
                RunFilterBody.schema,
                examples: [
                    .example(
                        "waiting", "All runs of a workflow that wait",
                        ["workflow": "demo/hello", "statuses": ["waiting"]]),
                    .example("old", "All that were started long ago", ["createdBefore": "2026-11-01T00:00:00Z"]),
                ])
        ],
        answers: [
            Answer(
                200, "What came of it.",
                .object([
                    "cancelled": .count("Runs that are cancelled."),
                    "requested": .count("Runs that their workers cancel in a moment."),
                    "more": Schema.boolean.described("Whether there are more, for another call."),
                ]), example: ["cancelled": 12, "requested": 3, "more": false])
        ])

    let runs: RunStore
    let hints: RunHints
    let policies: PolicyStore
    /// Of runs that no worker ends.
    let cancelled: Counter

    func handle(_ request: Request) throws -> Response {
        let filter = try request.json(RunFilterBody.self).checked()
        let tenant = request.caller.tenant
        // Where runs tell of themselves, workers do.
        let isTold = try policies.policy(of: tenant).lifecycleEvents != .none
        let outcome = try request.transaction {
            let outcome = try runs.cancel(
                matching: filter, byWorkers: isTold, within: request.scope, in: tenant)
            guard !outcome.cancelled.isEmpty || !outcome.requested.isEmpty else { return outcome }
            try request.record(
                .cancelRuns, AuditTarget(.runs),
                after: [
                    "filter": try request.json(JSON.self), "cancelled": JSON(outcome.cancelled.count),
                    "requested": JSON(outcome.requested.count),
                ])
            // Whoever asks what became of a run asks by the run.
            for run in outcome.cancelled + outcome.requested {
                try request.record(.cancelRun, AuditTarget(.run, "\(run)"))
            }
            return outcome
        }
        request.afterCommit {
            cancelled.add(outcome.cancelled.count)
            // No worker tells of these ends. Without Redis all of it is seen a little later.
            for run in outcome.cancelled { try? hints.publish(run, on: .finished) }
            if let run = outcome.requested.first { try? hints.publish(run, on: .cancel) }
        }
        return .json([
            "cancelled": JSON(outcome.cancelled.count), "requested": JSON(outcome.requested.count),
            "more": .bool(outcome.hasMore),
        ])
    }
}
