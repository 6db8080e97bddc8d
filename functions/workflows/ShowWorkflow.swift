internal import FunctionKit
internal import Identity
internal import JSON
internal import Workflows

/// `GET /api/v1/workflows/{namespace}/{name}?version=`: a version of a workflow with its document, without `version` the latest.
///
/// - 200: the version and its `ETag`, with `source` (the document to the letter), its `mediaType`, and `resources`,
///   what it uses from elsewhere as it was when the version was deployed.
/// - 404 `workflow_not_found`: no such workflow or version in the caller's tenant.
struct ShowWorkflow: Endpoint {
    static let route = Route.get(
        "/api/v1/workflows/{namespace}/{name}", requires: Permission(.read, .workflows), query: [.workflowVersion])

    static let operation = Operation(
        "Show a workflow", tag: "Workflows", "A version of a workflow with its document.",
        path: [.namespace, .workflowName],
        answers: [Answer(200, "The version.", WorkflowVersion.schemaWithSource, headers: ["ETag"], example: example)],
        problems: [.workflowNotFound])

    private static let example: JSON = {
        var version = WorkflowVersion.example
        version["mediaType"] = "application/yaml"
        version["source"] = .string(WorkflowVersion.exampleSource)
        version["resources"] = []
        return version
    }()

    let workflows: WorkflowStore
    let latest: LatestVersionCache<Response>

    init(_ workflows: WorkflowStore) {
        self.workflows = workflows
        latest = LatestVersionCache(workflows)
    }

    func handle(_ request: Request) throws -> Response {
        let (name, tenant) = (try request.workflowName(), request.caller.tenant)
        let shown =
            if let version = try request.version() {
                try workflows.documentWithResources(name, version: version, in: tenant).map(Self.answer)
            } else {
                try latest.latest(name, in: tenant, make: Self.answer)
            }
        guard let shown else { throw Problem.workflowNotFound }
        return shown
    }

    private static func answer(_ document: WorkflowStore.Document) -> Response {
        var answer = document.version.json
        answer["mediaType"] = .string(document.source.mediaType.rawValue)
        answer["source"] = .string(document.source.text)
        answer["resources"] = .array(
            document.resources.map { ["address": .string($0.address), "text": .string($0.text)] })
        return .json(answer).tagged(document.version.tag)
    }
}
