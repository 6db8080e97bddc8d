internal import FunctionKit
internal import Identity
internal import JSON
internal import Members
internal import Workflows

/// An API key as somebody asks for it.
struct APIKeyBody: Decodable {
    /// The most bytes of a request for a key: every scope, and as many namespaces as there may be.
    static let limit = 16 * 1_024

    let name: String
    let scopes: [String]
    let namespaces: [String]?
    let serviceAccount: UserID?
    let expiresInDays: Int?

    static let schema = Schema.object(
        [
            "name": .string("What people know it by.", length: 1...APIKeyStore.nameLimit),
            "scopes": .array(of: .permission, "What it permits at most; whose it is must be permitted it too."),
            "namespaces": Schema.array(
                of: .string(
                    pattern: "^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$", length: 1...WorkflowName.partLimit),
                """
                Where it permits that, for workflows, runs and payloads; without it in all of the tenant. At most \
                \(APIKeyStore.namespaceLimit).
                """
            ).orNull,
            "serviceAccount": Schema.id("Whose it is; without it the caller's own.").orNull,
            "expiresInDays": Schema.integer(
                "How long it is good; without it \(APIKeyStore.standardDays) days.", in: 1...APIKeyStore.daysLimit
            ).orNull,
        ], optional: ["namespaces", "serviceAccount", "expiresInDays"], isClosed: true
    ).named("NewAPIKey")

    /// - Throws: a ``Problem`` 422 `api_key_refused` that names all that is wrong.
    func checked() throws(Problem) -> APIKeyRights {
        var errors: [ProblemDetail] = []
        func note(_ message: String, _ tokens: String...) {
            errors.append(ProblemDetail(pointer: JSONPointer(tokens: tokens), message: message))
        }
        if !ChosenName.isValid(name, upTo: APIKeyStore.nameLimit) {
            note(ChosenName.expectation(upTo: APIKeyStore.nameLimit), "name")
        }
        if let expiresInDays, !(1...APIKeyStore.daysLimit).contains(expiresInDays) {
            note("expected 1 to \(APIKeyStore.daysLimit)", "expiresInDays")
        }
        if !(1...Permission.all.count).contains(scopes.count) {
            note("expected at least one permission, such as runs:create, and none twice", "scopes")
        }
        var known = PermissionSet()
        for (index, scope) in scopes.prefix(Permission.all.count).enumerated() {
            guard let permission = Permission(scope) else {
                let all = Permission.all.map(\.description).joined(separator: ", ")
                note("expected one of \(all)", "scopes", "\(index)")
                continue
            }
            known.insert(permission)
            if namespaces != nil, !permission.resource.isNamespaced {
                note("holds for all of the tenant only; make a key without namespaces for it", "scopes", "\(index)")
            }
        }
        if let namespaces, !(1...APIKeyStore.namespaceLimit).contains(namespaces.count) {
            note("expected 1 to \(APIKeyStore.namespaceLimit) entries", "namespaces")
        }
        for (index, namespace) in (namespaces ?? []).prefix(APIKeyStore.namespaceLimit).enumerated()
        where !WorkflowName(namespace: namespace, name: "any").isWellFormed {
            note(
                "expected 1 to \(WorkflowName.partLimit) letters, digits and inner hyphens", "namespaces", "\(index)")
        }
        guard errors.isEmpty else { throw .apiKeyRefused.with(errors: errors) }
        return APIKeyRights(scopes: known, namespaces: namespaces)
    }
}
