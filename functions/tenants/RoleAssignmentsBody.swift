internal import FunctionKit
internal import JSON
internal import Members
internal import Workflows

/// Roles with the places where they count, as requests carry them.
struct RoleAssignmentsBody: Decodable {
    /// The most bytes of a request with roles: as many as there may be, with long names.
    static let limit = 16 * 1_024

    let roles: [Entry]

    struct Entry: Decodable {
        let role: String
        let namespace: String?
    }

    static let rolesSchema = Schema.array(
        of: .object(
            [
                "role": .roleName,
                "namespace": Schema.string(
                    "Where it counts, for workflows and runs; without it in all of the tenant.",
                    pattern: "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", length: 1...WorkflowName.partLimit
                ).orNull,
            ], optional: ["namespace"], isClosed: true),
        "At least one, at most \(MemberStore.assignmentLimit).")

    static let schema = Schema.object(["roles": rolesSchema], isClosed: true).named("NewRoles")

    /// - Throws: a ``Problem`` 422 `roles_invalid` that names all that is wrong.
    func checked() throws(Problem) -> [RoleAssignment] { try Self.checked(roles) }

    static func checked(_ roles: [Entry]) throws(Problem) -> [RoleAssignment] {
        var errors: [ProblemDetail] = []
        let range = 1...MemberStore.assignmentLimit
        if !range.contains(roles.count) {
            errors.append(
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["roles"]),
                    message: "expected \(range.lowerBound) to \(range.upperBound) entries, found \(roles.count)"))
        }
        for (index, entry) in roles.prefix(range.upperBound).enumerated() {
            guard let namespace = entry.namespace,
                !WorkflowName(namespace: namespace, name: "any").isWellFormed
            else { continue }
            errors.append(
                ProblemDetail(
                    pointer: JSONPointer(tokens: ["roles", "\(index)", "namespace"]),
                    message: "expected 1 to \(WorkflowName.partLimit) letters, digits and inner hyphens"))
        }
        guard errors.isEmpty else { throw .rolesInvalid.with(errors: errors) }
        return roles.map { RoleAssignment(role: $0.role, namespace: $0.namespace) }
    }
}
