internal import Audit
internal import FunctionKit
internal import Identity
internal import Metrics
internal import Policies
internal import Runs

/// `POST /api/v1/runs/{id}/cancel` ends a run. Effects that are under way are given up; what happened stays happened.
///
/// - 200: the run, cancelled.
/// - 202: the run; its worker cancels it in a moment.
/// - 404 `run_not_found`: no such run in the caller's tenant.
/// - 409 `run_finished`: it has ended already.
struct CancelRun: Endpoint {
    static let route = Route.post("/api/v1/runs/{id}/cancel", requires: Permission(.execute, .runs), body: .none)

    static let operation = Operation(
        "Cancel a run", tag: "Runs", "Effects that are under way are given up; what happened stays happened.",
        path: [.runID],
        answers: [
            Answer(200, "The run, cancelled.", Run.schema, example: Run.example),
            Answer(202, "The run; its worker cancels it in a moment.", Run.schema, example: Run.example),
        ], problems: [.runNotFound, .runFinished])

    let runs: RunStore
    let shownRuns: ShownRuns
    let hints: RunHints
    let policies: PolicyStore
    /// Of runs that no worker ends.
    let cancelled: Counter

    func repeated(_ response: Response, to request: Request) throws -> Response {
        try response.hidingPayloads(from: request.caller)
    }

    func handle(_ request: Request) throws -> Response {
        let tenant = request.caller.tenant
        let id = try request.runID(in: runs)
        // Where runs tell of themselves, a worker does.
        let isTold = try policies.policy(of: tenant).lifecycleEvents != .none
        let cancellation = try request.transaction {
            let cancellation = try runs.cancel(id, byWorker: isTold, in: tenant)
            switch cancellation {
            case .cancelled(let run), .requested(let run):
                try request.record(.cancelRun, AuditTarget(.run, "\(id)"), after: run.audited)
            case .alreadyFinished, .noSuchRun: break
            }
            return cancellation
        }
        switch cancellation {
        case .cancelled(let run):
            cancelled.add()
            // No worker tells of this end.
            request.afterCommit { try? hints.publish(id, on: .finished) }
            return .json(
                try shownRuns.json(run, to: request.caller))
        case .requested(let run):
            // Without Redis the worker sees it a little later.
            request.afterCommit { try? hints.publish(id, on: .cancel) }
            return .json(
                try shownRuns.json(run, to: request.caller), status: 202)
        case .alreadyFinished(let run):
            throw Problem.runFinished.with(detail: "The run has ended already: it is \(run.status.rawValue).")
        case .noSuchRun:
            throw Problem.runNotFound
        }
    }
}
