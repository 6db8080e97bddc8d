package import Identity

/// Where an endpoint is found, who may call it, and what it takes.
package struct Route: Sendable {
    package let method: HTTPMethod
    package let path: RoutePath
    package let access: Access
    package let body: BodyRule
    /// The query parameters that are known; another one is refused.
    package let query: [Parameter]
    /// The longest that a request may take from its arrival to its answer, waits for something to happen not included. The
    /// database stops what takes longer.
    package private(set) var deadline = Self.standardDeadline

    /// Whether its answers hold what is shown once and kept nowhere.
    package private(set) var isShownOnce = false

    /// Whether it signs somebody in, whose tokens may come in cookies: see ``BrowserSession``.
    package private(set) var opensSession = false

    /// Whether its callers have just proved who they are: see ``Problem/stepUpRequired``.
    package private(set) var needsProof = false

    /// Whether query parameters that are not known are passed over.
    package private(set) var ignoresOtherParameters = false

    /// In which states of the caller's tenant requests are served, where they need a permission. What is the caller's own, for which
    /// they only sign in, is served in all of them.
    package private(set) var servedStates: Set<TenantState> = [.active]

    /// Of routes that do not say another one.
    package static let standardDeadline = Duration.seconds(10)

    private init(method: HTTPMethod, path: RoutePath, access: Access, body: BodyRule, query: [Parameter]) {
        self.method = method
        self.path = path
        self.access = access
        self.body = body
        self.query = query
    }

    /// Who may call an endpoint.
    package enum Access: Sendable, Hashable {
        /// Anyone, and nobody is counted: for what watches the system itself.
        case unchecked
        /// Anyone, within the rate limit of their address.
        case open
        /// Anyone with a session: people, not their API keys.
        case signedIn
        /// Anyone with a session or an API key.
        case identified
        /// Anyone whose role allows this.
        case requires(Permission)

        /// Whether a request is looked at without an access token.
        var isOpen: Bool {
            switch self {
            case .unchecked, .open: true
            case .signedIn, .identified, .requires: false
            }
        }
    }

    /// The same route with another deadline. One longer than the function's manifest allows keeps the function from starting.
    package func within(_ deadline: Duration) -> Route {
        var route = self
        route.deadline = deadline
        return route
    }

    /// The same route, whose answers hold what is shown once: they are not kept for another request with the same
    /// ``IdempotencyKey``, which is not looked at.
    package func shownOnce() -> Route {
        var route = self
        route.isShownOnce = true
        return route
    }

    /// The same route, which signs somebody in.
    package func openingSession() -> Route {
        var route = self
        route.opensSession = true
        return route
    }

    /// The same route for people who have just proved who they are: what it does is worth more to a thief of a session than
    /// other things.
    package func withProof() -> Route {
        var route = self
        route.needsProof = true
        return route
    }

    /// The same route for requests whose query somebody else writes, who may say more than is asked for.
    package func ignoringOtherParameters() -> Route {
        var route = self
        route.ignoresOtherParameters = true
        return route
    }

    /// The same route, which serves a tenant also while it is in this state.
    package func alsoWhile(_ state: TenantState) -> Route {
        var route = self
        route.servedStates.insert(state)
        return route
    }

    /// - Parameter path: such as `/api/v1/runs/{id}`; see ``RoutePath``.
    package static func get(_ path: String, access: Access, query: [Parameter] = []) -> Route {
        Route(method: .get, path: RoutePath(path), access: access, body: .none, query: query)
    }

    package static func get(_ path: String, requires permission: Permission, query: [Parameter] = []) -> Route {
        get(path, access: .requires(permission), query: query)
    }

    package static func post(_ path: String, access: Access, body: BodyRule, query: [Parameter] = []) -> Route {
        Route(method: .post, path: RoutePath(path), access: access, body: body, query: query)
    }

    package static func post(
        _ path: String, requires permission: Permission, body: BodyRule, query: [Parameter] = []
    ) -> Route {
        post(path, access: .requires(permission), body: body, query: query)
    }

    /// Puts something in place of what is there, whole: sent twice it does the same.
    package static func put(_ path: String, access: Access, body: BodyRule) -> Route {
        Route(method: .put, path: RoutePath(path), access: access, body: body, query: [])
    }

    package static func put(
        _ path: String, requires permission: Permission, body: BodyRule, query: [Parameter] = []
    ) -> Route {
        Route(method: .put, path: RoutePath(path), access: .requires(permission), body: body, query: query)
    }

    package static func delete(_ path: String, access: Access) -> Route {
        Route(method: .delete, path: RoutePath(path), access: access, body: .none, query: [])
    }

    package static func delete(_ path: String, requires permission: Permission, query: [Parameter] = []) -> Route {
        Route(method: .delete, path: RoutePath(path), access: .requires(permission), body: .none, query: query)
    }
}
