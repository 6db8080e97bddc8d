internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs

/// `GET /api/v1/runs/{id}?wait=SECONDS`: a run with its input, and what came of it. With `wait` (at most 60) the answer comes
/// when the run has ended, or as it is when the time is over; where too many wait already, at once.
///
/// - 200: `{id, workflow, status, input, output, error, cost, createdAt, startedAt, endedAt, cancelRequestedAt, waitingFor}`;
///   `error` is the error object of the language, `waitingFor` is `{total, items}` of what is waited for, or null.
/// - 400 `invalid_parameter`: a `wait` that is no number of seconds or too long.
/// - 404 `run_not_found`: no such run in the caller's tenant.
struct ShowRun: WaitingEndpoint {
    static let route = Route.get("/api/v1/runs/{id}", requires: Permission(.read, .runs), query: [.wait])

    static let operation = Operation(
        "Show a run", tag: "Runs",
        "A run with its input, what it waits for, and what came of it. With `wait` the answer comes when the run has ended, or the time is over.",
        path: [.runID],
        answers: [Answer(200, "The run.", schema, example: example)], problems: [.runNotFound])

    private static let schema = Schema.all(Run.schema, .object(["waitingFor": RunWait.listSchema]))
    private static var example: JSON {
        var example = Run.example
        (example["status"], example["waitingFor"]) = ("waiting", ["total": 1, "items": [RunWait.example]])
        return example
    }

    let runs: RunStore
    let shownRuns: ShownRuns

    func handle(_ request: Request) throws -> Response {
        try answer(request, wait: request.waitSeconds())
    }

    private func waits(of run: Run, for caller: Caller) throws -> JSON {
        let (waits, total) = try runs.waits(of: run.id, in: caller.tenant)
        let isOpen = caller.seesPayloads(of: run.workflow)
        return waits.isEmpty
            ? .null : ["total": JSON(total), "items": .array(waits.map { $0.json(payloads: isOpen) })]
    }

    func look(_ request: Request, for topic: WaitTopic) throws -> Response {
        try answer(request, wait: Wait.secondsLimit)
    }

    private func answer(_ request: Request, wait seconds: Int) throws -> Response {
        let tenant = request.caller.tenant
        guard let run = try runs.find(request.runID(), within: request.scope, in: tenant) else {
            throw Problem.runNotFound
        }
        var json = try shownRuns.json(run, to: request.caller)
        json["waitingFor"] = run.status.isFinished ? .null : try waits(of: run, for: request.caller)
        return .json(json).waiting(for: run, of: tenant, seconds: seconds)
    }
}
