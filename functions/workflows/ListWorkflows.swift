internal import FunctionKit
internal import Identity
internal import Workflows

/// `GET /api/v1/workflows?limit=&cursor=`: the workflows of the caller's tenant, each with its latest version, the one that was
/// created last first.
///
/// - 200: `{items: [{id, namespace, name, version, createdAt, createdBy}], nextCursor}`.
struct ListWorkflows: Endpoint {
    static let route = Route.get(
        "/api/v1/workflows", requires: Permission(.read, .workflows), query: [.limit, .cursor])

    static let operation = Operation(
        "List workflows", tag: "Workflows",
        "The workflows of the tenant, each with its latest version; the one that was created last comes first.",
        answers: [
            .page(
                of: WorkflowVersion.schema, "Workflows without their documents.", cursor: "listWorkflows",
                example: WorkflowVersion.example)
        ])

    let workflows: WorkflowStore

    func handle(_ request: Request) throws -> Response {
        let page = try request.page(of: WorkflowID.self)
        let found = try workflows.list(
            limit: page.fetchLimit, after: page.after, within: request.scope, in: request.caller.tenant)
        return page.answer(found, id: \.workflow, item: \.json)
    }
}
