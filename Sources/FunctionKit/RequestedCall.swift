internal import FastCGI
internal import Identity

/// Which endpoint a request is for, by its method and path.
struct RequestedCall {
    let endpoint: any Endpoint
    let name: String
    let route: Route
    let target: RequestTarget
    let pathParameters: [String: String]

    /// - Parameter unserved: called for a request that no endpoint serves; may throw another ``Problem``.
    /// - Throws: a ``Problem``: 404 `not_found`, 405 `method_not_allowed`, 431 `too_many_headers`, and those of ``RequestTarget``.
    init(_ request: FastCGIRequest, _ router: Router, unserved: () throws(Problem) -> Void) throws(Problem) {
        let parameters = request.parameters
        try RequestHeader.check(parameters)
        target = try RequestTarget(uri: parameters["REQUEST_URI"] ?? "/", query: parameters["QUERY_STRING"] ?? "")
        let method = HTTPMethod(named: parameters["REQUEST_METHOD"] ?? "")
        switch router.match(method, target.path) {
        case .notFound:
            try unserved()
            throw Problem(
                404, "not_found", "Nothing is served at this path. GET /api/openapi.json lists all paths.")
        case .otherMethods(let methods):
            try unserved()
            let names = methods.map(\.rawValue).joined(separator: ", ")
            throw Problem(
                405, "method_not_allowed", "This path is served by \(names) only.", headers: [("Allow", names)])
        case .found(let place, let parameters):
            endpoint = place.endpoint
            name = place.name
            route = place.route
            pathParameters = parameters
        }
    }

    /// Looks whether the caller may do this in the namespace that the path names.
    ///
    /// - Throws: a ``Problem`` 403 `permission_denied`, whether there is such a namespace or not.
    func checkNamespace(of caller: Caller?) throws(Problem) {
        guard case .requires(let permission) = route.access, let namespace = pathParameters["namespace"],
            let caller, !caller.grants.allows(permission, in: namespace)
        else { return }
        throw .permissionDenied(permission)
    }

    /// Looks whether the caller has just proved who they are, where the route asks for that. Programs with an API key cannot:
    /// who made the key proved it, and chose its scopes.
    ///
    /// - Throws: a ``Problem`` 401 `step_up_required`.
    func checkProof(of caller: Caller?, at time: Timestamp = .now) throws(Problem) {
        guard route.needsProof, let caller, caller.apiKey == nil else { return }
        guard let proven = caller.authenticatedAt, proven + Caller.proofLifetime > time else { throw .stepUpRequired }
    }
}
