internal import FunctionKit
internal import Identity
internal import JSON
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

    /// Names this version in `ETag` and `If-Match`.
    var tag: EntityTag { EntityTag(id.description) }

    /// Where this version is read. A `+` in a query stands for a space.
    var location: String {
        let version = version.description.split(separator: "+").joined(separator: "%2B")
        return "/api/v1/workflows/\(name)?version=\(version)"
    }
}
