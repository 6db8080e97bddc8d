internal import Audit
internal import Digests
internal import FunctionKit
internal import Identity
internal import JSON
internal import TextEncodings
internal import Workflows

extension WorkflowVersion {
    /// As answers show it.
    var json: JSON {
        [
            "id": .string(workflow.description),
            "namespace": .string(name.namespace),
            "name": .string(name.name),
            "version": .string(version.description),
            "createdAt": .string(createdAt.description),
            "createdBy": .string(createdBy.description),
        ]
    }

    /// As the audit log keeps it.
    ///
    /// - Parameter source: the document of a version that is new, whose SHA-256 is kept.
    func audited(_ source: WorkflowSource? = nil) -> JSON {
        var members: JSONObject = ["version": .string("\(version)")]
        if let source { members["sha256"] = .string(Hexadecimal.encode(SHA256.digest(source.text.utf8))) }
        return .object(members)
    }

    /// Names this version in `ETag` and `If-Match`.
    var tag: EntityTag { EntityTag(id.description) }

    static let schema = Schema.object(members).described("A version of a workflow.").named("WorkflowVersion")

    /// With its document.
    static let schemaWithSource = Schema.all(
        schema,
        .object([
            "mediaType": .choice(WorkflowSource.MediaType.allCases.map(\.rawValue)),
            "source": .string("The document to the letter."),
            "resources": .array(
                of: .object(["address": .string("As the document has it."), "text": .string()]),
                "What the document uses from elsewhere, as it was when the version was deployed."),
        ])
    ).named("WorkflowVersionWithSource")

    private static let members: KeyValuePairs<String, Schema> = [
        "id": .id("The workflow, the same in all its versions."), "namespace": .name, "name": .name,
        "version": .workflowVersion, "createdAt": .time(), "createdBy": .id("The user."),
    ]

    static let example: JSON = [
        "id": "01890a5d-ac96-774b-bcce-b302099a8057", "namespace": "demo", "name": "hello", "version": "1.0.0",
        "createdAt": "2026-11-24T02:07:52.000000Z", "createdBy": "01890a5d-ac96-774b-bcce-b302099a8058",
    ]

    /// A document that the examples deploy.
    static let exampleSource = """
        document: {dsl: 1.0.3, namespace: demo, name: hello, version: 1.0.0}
        do:
          - greet:
              set:
                greeting: Hello ${ .name }!

        """

    /// Where this version is read. A `+` in a query stands for a space.
    var location: String {
        let version = version.description.split(separator: "+").joined(separator: "%2B")
        return "/api/v1/workflows/\(name)?version=\(version)"
    }
}
