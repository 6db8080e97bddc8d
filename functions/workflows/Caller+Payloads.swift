internal import Identity
internal import JSON
internal import Workflows

extension Caller {
    private static let seePayloads = Permission(.read, .payloads)

    /// Whether the caller may see what the runs of a workflow work with.
    func seesPayloads(of workflow: WorkflowName) -> Bool {
        grants.allows(Self.seePayloads, in: workflow.namespace)
    }
}

extension JSON {
    /// What is left of an error object for somebody who sees no payloads: what kind of error it is, and where it happened.
    var withoutPayloads: JSON {
        guard let object else { return .null }
        return .object(object.filter { ["type", "status", "instance"].contains($0.key) })
    }
}

extension Schema {
    static let payloadsHidden = Schema.boolean.described(
        "Whether the caller lacks the permission `payloads:read` here: then input, output, details and the words of errors are null or missing."
    )
}
