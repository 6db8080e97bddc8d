internal import FunctionKit
internal import JSON
internal import Workflows

extension Parameter {
    static let namespace = Parameter(
        "namespace", .name, "The `document.namespace` of the workflow.", example: "demo")
    static let workflowName = Parameter("name", .name, "The `document.name` of the workflow.", example: "hello")
    static let runID = Parameter("id", .id(), "The run.", example: "01890a5d-ac96-774b-bcce-b302099a8057")
    static let workflowVersion = Parameter(
        "version", .workflowVersion, "The `document.version`; without it the latest one.", example: "1.0.0")
}

extension Schema {
    /// A namespace or the name of a workflow.
    static let name = Schema.string(
        pattern: "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", length: 1...WorkflowName.partLimit)

    /// `namespace/name`.
    static let workflowPath = Schema.string(
        pattern: "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?/[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$")

    /// Semantic Versioning 2.0.0.
    static let workflowVersion = Schema.string(
        "A semantic version.",
        pattern: #"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$"#,
        length: 5...SemanticVersion.lengthLimit)
}
