internal import FunctionKit
internal import Identity
internal import JSON
internal import Workflows

/// `GET /api/v1/workflows/{namespace}/{name}` of one tenant, for anyone. The benchmark compares its body with the checked one.
struct ShowUncheckedWorkflow: Endpoint {
    static let route = Route.get("/api/v1/workflows/{namespace}/{name}", access: .unchecked)

    static let operation = Operation(
        "Show a workflow", tag: "Benchmarks", "The body of the checked one.",
        path: [Parameter("namespace", .string(), "Its namespace."), Parameter("name", .string(), "Its name.")],
        answers: [Answer(200, "The version.", .anyObject(), headers: ["ETag"])],
        problems: [Problem(404, "workflow_not_found", "There is no such workflow.")])

    let workflows: WorkflowStore
    let tenant: TenantID

    func handle(_ request: Request) throws -> Response {
        let name = WorkflowName(namespace: request.path("namespace"), name: request.path("name"))
        guard let (version, source, resources) = try workflows.documentWithResources(name, in: tenant) else {
            throw Problem(404, "workflow_not_found", "There is no such workflow.")
        }
        return .json([
            "id": .string(version.workflow.description),
            "namespace": .string(version.name.namespace),
            "name": .string(version.name.name),
            "version": .string(version.version.description),
            "createdAt": .string(version.createdAt.description),
            "createdBy": .string(version.createdBy.description),
            "mediaType": .string(source.mediaType.rawValue),
            "resources": .array(
                resources.map { ["address": .string($0.address), "text": .string($0.text)] }),
            "source": .string(source.text),
        ]).tagged(EntityTag(version.id.description))
    }
}
