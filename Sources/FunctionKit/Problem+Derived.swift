package import Identity

extension Problem {
    /// The problems that a route's requests may meet before its endpoint is called, beyond those that they may meet
    /// ``anywhere``: what the checks of the route answer. Everything that holds for many endpoints is described here.
    static func derived(from route: Route) -> [Problem] {
        var problems: [Problem] = []
        if route.path.hasParameters { problems.append(Self(404, "not_found", "Nothing is served at this path.")) }
        if !route.query.isEmpty {
            problems.append(Self(400, "invalid_parameter", "A query parameter does not have the expected form."))
        }
        problems += signIn(route.access) + body(route.body)
        if !route.access.isOpen { problems.append(.requestQuotaExceeded) }
        if route.needsProof { problems.append(.stepUpRequired) }
        if case .requires = route.access {
            let states = TenantState.allCases.filter { !route.servedStates.contains($0) }
            problems += states.map { .notServed(in: $0) }
        }
        if route.takesIdempotencyKey { problems += idempotency }
        if route.opensSession { problems += [.sessionTransportInvalid, .csrfInvalid, .signingKeyRetired] }
        if !route.access.isOpen, route.method != .get, !route.opensSession { problems.append(.csrfInvalid) }
        return problems
    }

    /// 422 `invalid_body` for JSON that does not have the form that is described.
    package static func invalidBody(_ errors: [ProblemDetail]) -> Problem {
        Problem(422, "invalid_body", "The body does not have the expected form; see errors.", errors: errors)
    }

    /// 403 `permission_denied`.
    package static func permissionDenied(_ permission: Permission) -> Problem {
        Problem(
            403, "permission_denied",
            "Your roles do not have the permission \(permission) for this. Ask an admin of your tenant.")
    }

    /// 403 `permission_denied`, of an API key or a token that was given for one.
    static func scopeInsufficient(_ permission: Permission) -> Problem {
        Problem(
            403, "permission_denied",
            "This needs the permission \(permission), which is not in the scopes of this API key or not among the permissions of whose it is."
        )
    }

    /// 403 `session_required`, for what only a person does who has signed in.
    static let sessionRequired = Problem(
        403, "session_required", "API keys may not do this: it is about people's sessions. Log in for it.")

    private static let idempotency = [
        Problem(400, "idempotency_key_invalid", "The Idempotency-Key is empty, too long, or has other characters."),
        Problem(
            409, "idempotency_key_in_use", "A request with this Idempotency-Key is being carried out.",
            headers: [("Retry-After", "1")]),
        Problem(422, "idempotency_key_reused", "This Idempotency-Key came with another request before."),
    ]

    private static func signIn(_ access: Route.Access) -> [Problem] {
        if access.isOpen { return [] }
        let header = [("WWW-Authenticate", "Bearer")]
        var problems = [
            Problem(
                401, "token_missing", "There is no `Authorization: Bearer TOKEN`, and no cookie with one.",
                headers: header),
            Problem(401, "token_expired", "The access token has run out; refresh it.", headers: header),
            Problem(401, "token_invalid", "This is not an access token of this system.", headers: header),
            Problem(401, "session_ended", "The session has ended.", headers: header),
            Problem(401, "api_key_invalid", "The API key is unknown, revoked or too old.", headers: header),
        ]
        switch access {
        case .requires:
            problems.append(
                Problem(403, "permission_denied", "The caller's roles or the API key do not have the permission."))
            problems += SessionRestriction.allCases.map(Problem.restricted)
        case .signedIn: problems.append(.sessionRequired)
        case .identified, .open, .unchecked: break
        }
        return problems
    }

    private static func body(_ rule: BodyRule) -> [Problem] {
        if case .none = rule { return [Problem(400, "unexpected_body", "The endpoint takes no body.")] }
        var problems = [
            Problem(400, "body_incomplete", "The body ended before its Content-Length."),
            Problem(413, "body_too_large", "The body has more than \(rule.limit) bytes."),
            Problem(413, "too_large", "A value is larger than the database takes."),
        ]
        if rule.isText {
            problems += [
                Problem(400, "invalid_utf8", "The body is not valid UTF-8."),
                Problem(
                    415, "unsupported_media_type", "Content-Type is not \(rule.mediaTypes.joined(separator: " or "))."),
            ]
        }
        if rule.mediaTypes == ["application/json"] {
            problems += [
                Problem(400, "invalid_json", "The body is not JSON."),
                .invalidBody([]),
            ]
        }
        return problems
    }

    /// What nginx, the kit and the servers behind it may answer to any request.
    static let anywhere: [Problem] = {
        let again = [("Retry-After", "1")]
        return [
            Problem(400, "bad_request", "The request is not HTTP as RFC 9112 has it."),
            Problem(400, "invalid_target", "The URL is not percent-encoded UTF-8."),
            Problem(400, "repeated_parameter", "A query parameter stands in the URL twice."),
            Problem(
                400, "too_many_parameters", "The query has more than \(RequestTarget.parameterLimit) parameters."),
            Problem(400, "unknown_parameter", "A query parameter is not known here."),
            Problem(408, "request_timeout", "The request did not arrive in time."),
            Problem(413, "body_too_large", "The body is larger than this path takes."),
            Problem(414, "uri_too_long", "Path and query are longer than \(RequestTarget.lengthLimit) bytes."),
            Problem(429, "rate_limited", "The endpoint is called too often.", headers: again),
            Problem(431, "headers_too_large", "A header is longer than 16 KB, or all of them are too long together."),
            Problem(431, "too_many_headers", "The request has more than \(RequestHeader.countLimit) headers."),
            Problem(500, "internal", "Something went wrong here; the operator finds the reason in the log."),
            Problem(501, "not_implemented", "The transfer encoding is not served."),
            Problem(502, "function_unavailable", "The function behind this path does not answer.", headers: again),
            Problem(503, "function_unavailable", "The function behind this path does not answer.", headers: again),
            Problem(503, "database_unavailable", "The database does not answer.", headers: again),
            Problem(503, "database_busy", "The database is busy.", headers: again),
            Problem(503, "database_read_only", "The database takes no changes now.", headers: again),
            Problem(503, "storage_full", "The database's storage is full.", headers: again),
            Problem(503, "redis_unavailable", "Redis does not answer.", headers: again),
            .endpointBusy,
            Problem(504, "deadline_exceeded", "The request took longer than the endpoint may.", headers: again),
            Problem(504, "function_timeout", "The function took longer than it may."),
            Problem(505, "http_version_not_supported", "The request is not HTTP/1.1."),
        ]
    }()
}
