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

    func handle(_ request: Request) throws -> Response {
        let tenant = request.caller.tenant
        guard
            let (version, source, resources) = try workflows.documentWithResources(
                request.workflowName(), version: request.version(), in: tenant)
        else { throw Problem.workflowNotFound }
        var answer = version.json
        answer["mediaType"] = .string(source.mediaType.rawValue)
        answer["source"] = .string(source.text)
        answer["resources"] = .array(
            resources.map { ["address": .string($0.address), "text": .string($0.text)] })
        return .json(answer).tagged(version.tag)
    }
}
