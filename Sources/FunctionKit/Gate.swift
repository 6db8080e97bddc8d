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
    private var local = LocalRates()
    private var redisFailed: ContinuousClock.Instant?
    /// What the values of sessions in Redis say: reading them again for each request would cost more than the request to Redis.
    private var grants: [String: Grants] = [:]

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
    ///   - standing: set to what is left of the rate limit, also when this throws.
    /// - Returns: the caller with what they may do now; nil for an open route.
    /// - Throws: a ``Problem``: 401 `token_missing`, `token_expired`, `token_invalid`, `session_ended`; 403
    ///   `permission_denied`; 429 `rate_limited`. `DatabaseError`: whether the session goes on cannot be found out.
    func admit(
        to endpoint: String, _ access: Route.Access, authorization: String?, address: String,
        standing: inout RateStanding?
    ) throws -> Caller? {
        if case .unchecked = access { return nil }
        if case .open = access {
            try pass(address: address, endpoint, &standing)
            return nil
        }
        let claimed: Caller
        do throws(Problem) {
            claimed = try authentication.caller(authorization)
        } catch {
            // Whoever tries tokens is slowed down like whoever tries passwords.
            try pass(address: address, endpoint, &standing)
            throw error
        }
        let caller = try pass(claimed, endpoint, &standing)
        if case .requires(let permission) = access, !caller.grants.allowsSomewhere(permission) {
            throw Problem.permissionDenied(permission)
        }
        return caller
    }

    /// Whose turn a request takes in a line before the gate. A token that was not seen before is not verified for it: who sends
    /// many of them takes turns as an address.
    func sender(_ authorization: String?, address: String) -> EndpointSlots.Sender {
        authentication.known(authorization).map { .tenant($0.tenant) } ?? .address(address)
    }

    /// Counts a request that nobody signed, also one that no endpoint serves.
    func pass(address: String, _ endpoint: String, _ standing: inout RateStanding?) throws(Problem) {
        let found = ask(cell: "intelligentic:gate:address:\(address):rate:\(endpoint)", nil, limits[endpoint]).standing
        standing = found
        if let problem = found.problem { throw problem }
    }

    private func pass(_ claimed: Caller, _ endpoint: String, _ standing: inout RateStanding?) throws -> Caller {
        let key = Allotments.Key(tenant: claimed.tenant, session: claimed.session, endpoint: endpoint)
        let (wanted, unused): (Int, Int)
        switch allotments.enter(key, at: .now) {
        case .uses(let grants, let left):
            standing = left
            return claimed.with(grants)
        case .asks(let several, let left): (wanted, unused) = (several, left)
        }
        let found = ask(
            cell: "intelligentic:gate:{\(claimed.tenant)}:rate:\(endpoint)",
            (
                LiveSessions.key(claimed.session, in: claimed.tenant),
                LiveSessions.generationKey(of: claimed.tenant)
            ), limits[endpoint],
            wanted: wanted, unused: unused)
        let spare = max(0, found.taken - 1)
        standing = found.standing.with(spare)
        if found.session == LiveSessions.ended { throw Authentication.sessionEnded }
        if let problem = found.standing.problem { throw problem }
        if let grants = found.session.flatMap(grants) {
            if spare > 0 { allotments.keep(spare, of: key, grants: grants, standing: found.standing) }
            return claimed.with(grants)
        }
        guard let now = try sessions.standing(of: claimed.session, in: claimed.tenant) else {
            if redisFailed == nil { try? live.end(claimed.session, in: claimed.tenant) }
            throw Authentication.sessionEnded
        }
        if redisFailed == nil { try? live.remember(now, of: claimed.session, in: claimed.tenant) }
        return claimed.with(now.grants)
    }

    /// A request that has waited, with what its caller may do by now, as the database says; nil: they may not send it any more.
    func renewed(_ request: Request) throws -> Request? {
        guard let caller = request.callerIfKnown else { return request }
        return request.renewed(try sessions.standing(of: caller.session, in: caller.tenant)?.grants)
    }

    private func grants(_ value: String) -> Grants? {
        if let known = grants[value] { return known }
        guard let read = SessionStanding(encoded: value) else { return nil }
        if grants.count >= Self.grantsLimit { grants.removeAll(keepingCapacity: true) }
        grants[value] = read.grants
        return read.grants
    }

    private func ask(
        cell: String, _ session: (value: String, generation: String)?, _ limit: RateLimit, wanted: Int = 1,
        unused: Int = 0
    ) -> GateScript.Admission {
        if redisFailed.map({ $0.duration(to: .now) >= Self.redisPause }) ?? true {
            do throws(RedisError) {
                let answer = try GateScript.ask(
                    redis, cell: cell, session: session, limit: limit, ended: LiveSessions.ended, wanted: wanted,
                    unused: unused)
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

extension Caller {
    /// The same caller with what they may do now.
    func with(_ grants: Grants) -> Caller {
        Caller(user: user, tenant: tenant, session: session, role: role, grants: grants)
    }
}
