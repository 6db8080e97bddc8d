internal import FunctionKit
internal import Identity
internal import JSON
internal import Runs
internal import Workflows

/// `GET /api/v1/runs?status=&workflow=&limit=&cursor=`: the runs of the caller's tenant, the newest first.
///
/// - 200: `{items: [{id, workflow, status, createdAt, startedAt, endedAt}], nextCursor}`.
/// - 400 `invalid_parameter`: no such status, or a workflow that is not written `namespace/name`.
struct ListRuns: Endpoint {
    static let route = Route.get(
        "/api/v1/runs", requires: Permission(.read, .runs), query: [.status, .workflow, .limit, .cursor])

    static let operation = Operation(
        "List runs", tag: "Runs", "The runs of the tenant, the newest first.",
        answers: [
            .page(of: RunSummary.schema, "Runs without their data.", cursor: "listRuns", example: RunSummary.example)
        ])

    let runs: RunStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: RunID.self)
        let status = try request.query("status").map { text in
            guard let status = RunStatus(rawValue: text) else {
                let known = RunStatus.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(400, "invalid_parameter", "status: expected one of \(known).")
            }
            return status
        }
        let workflow = try request.query("workflow").map { text in
            guard let name = WorkflowName(text), name.isWellFormed else {
                throw Problem(
                    400, "invalid_parameter", "workflow: expected a namespace and a name, such as shop/refund.")
            }
            return name
        }
        let found = try runs.list(
            status: status, workflow: workflow, limit: page.fetchLimit, after: page.after, within: request.scope,
            in: request.caller.tenant)
        return page.answer(found, id: \.id, item: \.json)
    }
}

extension Parameter {
    fileprivate static let status = Parameter(
        "status", .choice(RunStatus.allCases.map(\.rawValue)), "Only runs with this status.", example: "completed")

    fileprivate static let workflow = Parameter(
        "workflow", .workflowPath,
        "Only runs of this workflow: its namespace and name.", example: "demo/hello")
}
