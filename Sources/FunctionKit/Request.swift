package import Identity
internal import JSON

/// A request that has passed the checks of its route.
package struct Request {
    /// The trace's id (W3C Trace Context): in the log, in problems, and in the header `X-Request-Id`.
    package let id: String
    /// Empty where the route takes no body.
    package let body: [UInt8]
    /// The body's, in lower case and without parameters, such as `application/json`.
    package let mediaType: String
    private let parameters: [String: String]
    private let query: [String: String]
    private let headers: [String: String]
    /// Nil where the route asks for no access token.
    private(set) var callerIfKnown: Caller?
    private let access: Route.Access
    private let afterwards: Afterwards
    let trail: AuditTrail

    /// - Parameter headers: as the CGI names them, such as `HTTP_IF_MATCH`.
    init(
        id: String, caller: Caller?, access: Route.Access, parameters: [String: String], query: [String: String],
        headers: [String: String], mediaType: String, body: [UInt8], afterwards: Afterwards,
        trail: AuditTrail = AuditTrail(nil)
    ) {
        self.id = id
        callerIfKnown = caller
        self.access = access
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.afterwards = afterwards
        self.trail = trail
        self.mediaType = mediaType
        self.body = body
    }

    /// Who sent it. Only where the route asks for an access token.
    package var caller: Caller {
        guard let callerIfKnown else { preconditionFailure("an open route has no caller") }
        return callerIfKnown
    }

    /// In which namespaces the caller may do what the route requires. Stores take it for what stands in namespaces.
    package var scope: NamespaceScope {
        guard case .requires(let permission) = access else { return .all }
        return caller.grants.scope(of: permission)
    }

    /// The same request of the same caller with what they may do by now; nil: they may not send it any more.
    ///
    /// - Parameter grants: nil: their session has ended.
    func renewed(_ grants: Grants?) -> Request? {
        guard let known = callerIfKnown else { return self }
        guard let caller = grants.map(known.with) else { return nil }
        let grants = caller.grants
        if case .requires(let permission) = access {
            let isAllowed =
                parameters["namespace"].map { grants.allows(permission, in: $0) }
                ?? grants.allowsSomewhere(permission)
            guard isAllowed else { return nil }
        }
        var renewed = self
        renewed.callerIfKnown = caller
        return renewed
    }

    /// For what a body names: the path's namespace was looked at before.
    ///
    /// - Throws: a ``Problem`` 403 `permission_denied`.
    package func checkScope(contains namespace: String) throws(Problem) {
        guard case .requires(let permission) = access, !scope.contains(namespace) else { return }
        throw .permissionDenied(permission)
    }

    /// A parameter that the route's path names.
    package func path(_ name: String) -> String {
        guard let value = parameters[name] else { preconditionFailure("the route has no parameter \(name)") }
        return value
    }

    /// A query parameter; nil where the URL has none.
    package func query(_ name: String) -> String? {
        query[name]
    }

    /// A header; nil where the request has none of this name.
    package func header(_ name: String) -> String? {
        headers[RequestHeader.parameter(name)]
    }

    var parametersOfCGI: [String: String] { headers }

    /// The address that it came from, as nginx says; empty where there is none.
    package var address: String {
        headers["REMOTE_ADDR"] ?? ""
    }

    /// All headers whose names begin with a prefix such as `ce-`: the rest of their names in small letters, and values.
    package func headers(after prefix: String) -> [(name: String, value: String)] {
        let start = RequestHeader.parameter(prefix)
        return headers.filter { $0.key.hasPrefix(start) }.map { parameter, value in
            (parameter.dropFirst(start.count).lowercased(), value)
        }
    }

    /// The header `Content-Type` as it came; empty where there is none.
    package var contentType: String {
        headers["CONTENT_TYPE"] ?? ""
    }

    /// Does something when what the endpoint wrote is committed: a hint to others, which without that would come too early.
    package func afterCommit(_ action: @escaping () -> Void) {
        afterwards.actions.append(action)
    }

    /// The same as ``json(_:)``, of a body that may be left out (``BodyRule/optionalJSON(limit:)``); nil: it was.
    package func jsonIfAny<T: Decodable>(_ type: T.Type) throws(Problem) -> T? {
        body.isEmpty ? nil : try json(type)
    }

    /// The body as a Swift value. Members that the type does not know are refused, all of them at once.
    ///
    /// - Throws: a ``Problem``: 400 `invalid_json` for what is no JSON, 422 `invalid_body` for another shape.
    package func json<T: Decodable>(_ type: T.Type) throws(Problem) -> T {
        let value: JSON
        do {
            value = try JSON(parsing: body)
        } catch {
            throw Problem(400, "invalid_json", "The body is not JSON: \(error).")
        }
        do {
            return try value.decode(type)
        } catch let error as JSONShapeError {
            throw .invalidBody(error.errors.map { ProblemDetail(pointer: $0.pointer, message: $0.message) })
        } catch {
            throw .internalError
        }
    }
}
