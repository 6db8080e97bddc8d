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

    let latest: LatestVersionCache<Response>
    let tenant: TenantID

    func handle(_ request: Request) throws -> Response {
        let name = WorkflowName(namespace: request.path("namespace"), name: request.path("name"))
        let shown = try latest.latest(name, in: tenant, make: Self.answer)
        guard let shown else { throw Problem(404, "workflow_not_found", "There is no such workflow.") }
        return shown
    }

    private static func answer(_ document: WorkflowStore.Document) -> Response {
        let (version, source) = (document.version, document.source)
        return .json([
            "id": .string(version.workflow.description),
            "namespace": .string(version.name.namespace),
            "name": .string(version.name.name),
            "version": .string(version.version.description),
            "createdAt": .string(version.createdAt.description),
            "createdBy": .string(version.createdBy.description),
            "mediaType": .string(source.mediaType.rawValue),
            "resources": .array(
                document.resources.map { ["address": .string($0.address), "text": .string($0.text)] }),
            "source": .string(source.text),
        ]).tagged(EntityTag(version.id.description))
    }
}
