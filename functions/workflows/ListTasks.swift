internal import Costs
internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs

/// `GET /api/v1/runs/{id}/tasks?limit=&cursor=`: the tasks of a run in the order in which they started. A task in a loop stands here
/// once for each iteration.
///
/// - 200: `{items: [{name, reference, status, attempt, startedAt, endedAt, input, output, error, detail, childRun, usage}],
///   nextCursor}`; large tasks make a page shorter than its limit.
/// - 400 `invalid_parameter`: a limit or cursor that is none.
/// - 404 `run_not_found`: no such run in the caller's tenant.
struct ListTasks: Endpoint {
    static let route = Route.get(
        "/api/v1/runs/{id}/tasks", requires: Permission(.read, .runs), query: [.limit, .ordinal])

    static let operation = Operation(
        "List a run's tasks", tag: "Runs",
        "The tasks of a run in the order in which they started. A task in a loop stands here once for each iteration.",
        path: [.runID],
        answers: [
            .page(
                of: RunTask.schema, "Tasks; large ones make a page shorter than its limit.", cursor: "listTasks",
                example: RunTask.example, RunTask.branchExample, RunTask.retryExample, RunTask.listenExample)
        ], problems: [.runNotFound])

    let runs: RunStore
    let usage: UsageStore

    func handle(_ request: Request) throws -> Response {
        let tenant = request.caller.tenant
        let id = try request.runID()
        let limit = try request.limit()
        let last = try request.query("cursor").map { text in
            guard let ordinal = Int(text), ordinal >= 0 else {
                throw Problem(400, "invalid_parameter", "cursor: expected the nextCursor of the answer before.")
            }
            return ordinal
        }
        // Not the whole run: its input and output may be large.
        guard let run = try runs.summary(of: id, within: request.scope, in: tenant) else { throw Problem.runNotFound }
        let (tasks, hasMore) = try runs.tasks(of: id, limit: limit, after: last, in: tenant)
        guard let first = tasks.first, let end = tasks.last else { return .json(["items": [], "nextCursor": nil]) }
        let isOpen = request.caller.seesPayloads(of: run.workflow)
        let usages = try usage.usage(of: id, tasks: first.ordinal...end.ordinal, in: tenant)
        return .json([
            "items": .array(tasks.map { $0.json(usage: usages[$0.ordinal], payloads: isOpen) }),
            "nextCursor": JSON(hasMore ? "\(end.ordinal)" : nil),
        ])
    }
}

extension Parameter {
    fileprivate static let ordinal = Parameter(
        "cursor", .string(pattern: "^(0|[1-9][0-9]{0,9})$"),
        "The `nextCursor` of the answer before; without it the list starts.")
}
