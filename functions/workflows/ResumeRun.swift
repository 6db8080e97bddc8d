internal import Audit
internal import FunctionKit
internal import Identity
internal import Runs

/// `POST /api/v1/runs/{id}/resume` lets a suspended run go on, with those that it awaits. One that is not suspended goes on
/// anyway.
///
/// - 200: the run.
/// - 404 `run_not_found`: no such run in the caller's tenant.
/// - 409 `run_finished`: it has ended already. `too_many_children`: it awaits too many runs.
struct ResumeRun: Endpoint {
    static let route = Route.post("/api/v1/runs/{id}/resume", requires: Permission(.execute, .runs), body: .none)

    static let operation = Operation(
        "Resume a run", tag: "Runs",
        """
        Lets a suspended run go on, with the runs that it awaits. A time that has passed meanwhile is due, and events that \
        have come are looked at. A run that is not suspended goes on as it did.
        """,
        path: [.runID],
        answers: [Answer(200, "The run, which goes on.", Run.schema, example: Run.example)],
        problems: [.runNotFound, .runFinished, .tooManyChildren])

    let runs: RunStore
    let shownRuns: ShownRuns
    let hints: RunHints
    let notices: SuspensionNotices

    func repeated(_ response: Response, to request: Request) throws -> Response {
        try response.hidingPayloads(from: request.caller)
    }

    func handle(_ request: Request) throws -> Response {
        let tenant = request.caller.tenant
        let id = try request.runID(in: runs)
        let outcome: RunStore.Resumption
        do {
            let teller = try notices.teller("resumed", for: request)
            outcome = try request.transaction {
                let outcome = try runs.resume(id, in: tenant, telling: teller)
                if case .resumed(let run) = outcome {
                    try request.record(.resumeRun, AuditTarget(.run, "\(id)"), after: run.audited)
                }
                return outcome
            }
        } catch is TooManyChildren {
            throw Problem.tooManyChildren
        }
        switch outcome {
        case .resumed(let run):
            // Without Redis a worker finds the run a little later.
            request.afterCommit { try? hints.publish(id, on: .ready) }
            return .json(
                try shownRuns.json(run, to: request.caller))
        case .alreadyFinished(let run):
            throw Problem.runFinished.with(detail: "The run has ended already: it is \(run.status.rawValue).")
        case .noSuchRun:
            throw Problem.runNotFound
        }
    }
}
