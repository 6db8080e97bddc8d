internal import Identity
internal import Redis
internal import Sessions

/// Lets requests in: who sends it, does their session go on, may they do that, and not too often.
///
/// One round trip to Redis for a request, or for several that follow each other quickly (``Allotments``); the database is
/// asked only about sessions that Redis does not know. Without Redis every session is looked up in the database and each
/// handler thread counts by itself (``LocalRates``).
final class Gate {
    /// How long Redis is left alone after it failed, so that not every request waits for its timeout.
    static let redisPause = Duration.seconds(2)
    /// How many values of sessions are known at a time; beyond, all are read again.
    static let grantsLimit = 1_024

    private let limits: RateLimits
    private let allotments: Allotments
    private let redis: Redis
    private let sessions: SessionStore
    private let live: LiveSessions
    private var authentication: Authentication
    private var keys = KeyAuthentication()
    private var local = LocalRates()
    private var redisFailed: ContinuousClock.Instant?
    /// What the values of sessions in Redis say: reading them again for each request would cost more than the request to Redis.
    private var known: [String: SessionStanding] = [:]

    init(_ limits: RateLimits, _ allotments: Allotments, _ resources: Resources) {
        self.limits = limits
        self.allotments = allotments
        redis = resources.redis
        sessions = SessionStore(resources.database)
        live = LiveSessions(resources.redis)
        authentication = Authentication(tokens: resources.tokens)
    }

    /// Lets a request in.
    ///
    /// - Parameters:
    ///   - endpoint: its name.
    ///   - states: of the tenant, in which the endpoint serves who needs a permission for it.
    ///   - standing: set to what is left of the rate limit, also when this throws.
    /// - Returns: the caller with what they may do now; nil for an open route.
    /// - Throws: a ``Problem``: 401 `token_missing`, `token_expired`, `token_invalid`, `session_ended`, `api_key_invalid`; 403
    ///   `permission_denied`, `session_required`, `password_change_required`, `second_factor_required`, `tenant_suspended`,
    ///   `tenant_deleting`; 429 `rate_limited`, `request_quota_exceeded`. `DatabaseError`: whether the session goes on cannot be found out.
    func admit(
        to endpoint: String, _ access: Route.Access, serving states: Set<TenantState> = [.active],
        authorization: String?, address: String,
        standing: inout RateStanding?
    ) throws -> Caller? {
        if case .unchecked = access { return nil }
        if case .open = access {
            try pass(address: address, endpoint, &standing)
            return nil
        }
        let claimed = try claimed(authorization, address: address, endpoint, &standing)
        let (caller, state) = try pass(claimed, endpoint, access, &standing)
        if case .requires = access {
            if let restriction = caller.grants.restriction { throw Problem.restricted(restriction) }
            guard states.contains(state) else { throw Problem.notServed(in: state) }
        }
        switch access {
        case .requires(let permission) where !caller.grants.allowsSomewhere(permission):
            throw caller.apiKey == nil ? Problem.permissionDenied(permission) : .scopeInsufficient(permission)
        case .signedIn where caller.apiKey != nil: throw Problem.sessionRequired
        default: return caller
        }
    }

    /// Who a request claims to come from, by its access token or API key.
    private func claimed(
        _ authorization: String?, address: String, _ endpoint: String, _ standing: inout RateStanding?
    ) throws -> Caller {
        if let text = KeyAuthentication.text(in: authorization) {
            return try keys.caller(text, sessions) { () throws(Problem) in
                try pass(address: address, endpoint, &standing)
            }
        }
        do throws(Problem) {
            return try authentication.caller(authorization)
        } catch {
            // Whoever tries tokens is slowed down like whoever tries passwords.
            try pass(address: address, endpoint, &standing)
            throw error
        }
    }

    /// Whose turn a request takes in a line before the gate. A token or key that was not seen before is not verified for it: who
    /// sends many of them takes turns as an address.
    func sender(_ authorization: String?, address: String) -> EndpointSlots.Sender {
        let caller = KeyAuthentication.text(in: authorization).map(keys.known) ?? authentication.known(authorization)
        return caller.map { .tenant($0.tenant) } ?? .address(ClientNetwork.name(of: address))
    }

    /// Counts a request that nobody signed, also one that no endpoint serves.
    func pass(address: String, _ endpoint: String, _ standing: inout RateStanding?) throws(Problem) {
        let network = ClientNetwork.name(of: address)
        let found = ask(cell: "intelligentic:gate:address:\(network):rate:\(endpoint)", nil, limits[endpoint]).standing
        standing = found
        if let problem = found.problem { throw problem }
    }

    private func pass(
        _ claimed: Caller, _ endpoint: String, _ access: Route.Access, _ standing: inout RateStanding?
    ) throws -> (Caller, TenantState) {
        let key = Allotments.Key(tenant: claimed.tenant, session: claimed.session, endpoint: endpoint)
        let (wanted, unused): (Int, Int)
        switch allotments.enter(key, at: .now) {
        case .uses(let grants, let left):
            standing = left
            // Nothing is taken in advance where the tenant is not active.
            return (claimed.with(grants), .active)
        case .asks(let several, let left): (wanted, unused) = (several, left)
        }
        let found = ask(
            cell: Self.cell(claimed, endpoint, access),
            GateScript.SessionKeys(
                session: LiveSessions.key(claimed.session, in: claimed.tenant, callerClass: claimed.callerClass),
                generation: LiveSessions.generationKey(of: claimed.tenant),
                // What people do about themselves is bounded for each of them. Else a key that somebody has found out keeps
                // everybody from ending their sessions and from a new password for a day.
                requests: access == .signedIn ? nil : LiveSessions.requestsKey(of: claimed.tenant)),
            limits[endpoint, claimed.callerClass],
            wanted: wanted, unused: unused)
        let spare = max(0, found.taken - 1)
        standing = found.standing.with(spare)
        if found.session == LiveSessions.ended { throw Authentication.ended(claimed) }
        if let problem = found.standing.problem { throw problem }
        if let known = found.session.flatMap(read) {
            if spare > 0, known.state == .active {
                allotments.keep(spare, of: key, grants: known.grants, standing: found.standing)
            }
            return (claimed.with(known.grants), known.state)
        }
        return try lookUp(claimed)
    }

    /// What the caller may do, as the database says, and Redis from now on.
    private func lookUp(_ claimed: Caller) throws -> (Caller, TenantState) {
        let (session, tenant, callerClass) = (claimed.session, claimed.tenant, claimed.callerClass)
        guard let now = try sessions.standing(of: claimed) else {
            if claimed.apiKey != nil {
                // Whose it is may be enabled again. Until then each try counts for the address.
                keys.forget(session)
            } else if redisFailed == nil {
                try? live.end(session, in: tenant)
            }
            throw Authentication.ended(claimed)
        }
        if redisFailed == nil { try? live.remember(now, of: session, in: tenant, callerClass: callerClass) }
        if let key = claimed.apiKey { keys.noteUse(of: key, in: tenant, sessions) }
        return (claimed.with(now.grants), now.state)
    }

    /// The rate cell of the tenant's callers of one class; of what people do about themselves, of each of them: nobody keeps a
    /// colleague from a new password. With the tenant's other keys on one node, so that somebody has one in each of their tenants.
    private static func cell(_ claimed: Caller, _ endpoint: String, _ access: Route.Access) -> String {
        let person = access == .signedIn ? ":\(claimed.user)" : ""
        let cell = "intelligentic:gate:{\(claimed.tenant)}:rate:\(endpoint)\(person)"
        return claimed.callerClass == .interactive ? cell : cell + ":automation"
    }

    /// A request that has waited, with what its caller may do by now; nil: they may not send it any more.
    func renewed(_ request: Request) throws -> Request? {
        guard let caller = request.callerIfKnown else { return request }
        if isRedisAsked,
            let value = try? live.value(of: caller.session, in: caller.tenant, callerClass: caller.callerClass)
        {
            if value == LiveSessions.ended { return nil }
            if let known = read(value) { return request.renewed(known.state == .active ? known.grants : nil) }
        }
        let now = try sessions.standing(of: caller)
        return request.renewed(now?.state == .active ? now?.grants : nil)
    }

    /// Whether Redis has not failed lately.
    private var isRedisAsked: Bool { redisFailed.map { $0.duration(to: .now) >= Self.redisPause } ?? true }

    private func read(_ value: String) -> SessionStanding? {
        if let known = known[value] { return known }
        guard let read = SessionStanding(encoded: value) else { return nil }
        if known.count >= Self.grantsLimit { known.removeAll(keepingCapacity: true) }
        known[value] = read
        return read
    }

    private func ask(
        cell: String, _ session: GateScript.SessionKeys?, _ limit: RateLimit, wanted: Int = 1,
        unused: Int = 0
    ) -> GateScript.Admission {
        if isRedisAsked {
            do throws(RedisError) {
                let answer = try GateScript.ask(
                    redis, cell: cell, session: session, limit: limit, ended: LiveSessions.ended, wanted: wanted,
                    unused: unused, daily: limits.daily)
                redisFailed = nil
                return answer
            } catch {
                redisFailed = .now
            }
        }
        let standing = local.take(limit, for: cell, at: Int(Timestamp.now.microseconds))
        return GateScript.Admission(session: nil, standing: standing, taken: 1)
    }
}
