internal import Costs
internal import FunctionKit
internal import Identity
internal import Runs

/// `GET /api/v1/runs/{id}`: a run with its input, and what came of it.
///
/// - 200: `{id, workflow, status, input, output, error, cost, createdAt, startedAt, endedAt, cancelRequestedAt}`; `error` is the
///   error object of the language.
/// - 404 `run_not_found`: no such run in the caller's tenant.
struct ShowRun: Endpoint {
    static let route = Route.get("/api/v1/runs/{id}", requires: Permission(.read, .runs))

    static let operation = Operation(
        "Show a run", tag: "Runs", "A run with its input, and what came of it.", path: [.runID],
        answers: [Answer(200, "The run.", Run.schema, example: Run.example)], problems: [.runNotFound])

    let runs: RunStore
    let usage: UsageStore

    func handle(_ request: Request) throws -> Response {
        let tenant = request.caller.tenant
        guard let run = try runs.find(request.runID(), in: tenant) else { throw Problem.runNotFound }
        return .json(run.json(cost: try usage.cost(of: run.id, in: tenant)))
    }
}
