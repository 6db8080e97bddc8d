package import Identity
package import Redis

/// What Redis remembers of ``SessionStore``, so that a request need not ask the database.
///
/// A key holds what a session's user may do and the generation of the tenant's members and roles when it was read, or
/// ``ended``. Another key holds the tenant's generation. A missing key, or a session of another generation, says nothing: ask
/// the database. So Redis may be emptied at any moment.
package struct LiveSessions {
    /// How long a session is believed to go on without a look into the database: what happened while Redis could not be told
    /// counts for everybody after this time.
    package static let memory = Duration.seconds(30)
    /// How long an end is remembered; longer than ``memory``, so that no late reader revives the session.
    package static let endMemory = Duration.seconds(3_600)
    /// How long a generation is remembered; longer than ``memory`` too, for the same reason.
    package static let generationMemory = Duration.seconds(3_600)
    /// The value of a session that has ended. No standing is written like this.
    package static let ended = "ended"

    private let redis: Redis

    package init(_ redis: Redis) {
        self.redis = redis
    }

    /// The key of a session or of an API key. The braces keep a tenant's keys on one node of a cluster.
    package static func key(
        _ session: SessionID, in tenant: TenantID, callerClass: CallerClass = .interactive
    ) -> String {
        // Apart, since a program of the version before would take an API key's standing for that of a session.
        "intelligentic:gate:{\(tenant)}:\(callerClass == .interactive ? "session" : "key"):\(session)"
    }

    /// The key of a tenant's generation.
    package static func generationKey(of tenant: TenantID) -> String {
        "intelligentic:gate:{\(tenant)}:generation"
    }

    /// The key of how many requests a tenant has sent today, where it has a number of its own or the installation has one for all.
    package static func requestsKey(of tenant: TenantID) -> String {
        "intelligentic:gate:{\(tenant)}:requests"
    }

    /// How many requests a tenant has sent today that were counted.
    package func requests(of tenant: TenantID) throws(RedisError) -> Int {
        try redis.run(Self.counting, keys: [Self.requestsKey(of: tenant)]).integer ?? 0
    }

    /// Remembers what the database said. An end that was written meanwhile stays, and so does a later generation.
    package func remember(
        _ standing: SessionStanding, of session: SessionID, in tenant: TenantID,
        callerClass: CallerClass = .interactive
    ) throws(RedisError) {
        _ = try redis.run(
            Self.remembering,
            keys: [Self.generationKey(of: tenant), Self.key(session, in: tenant, callerClass: callerClass)],
            arguments: [
                "\(standing.generation)", "\(Self.generationMemory.components.seconds)", standing.rates.encoded,
                Self.ended,
                standing.encoded, "\(Self.memory.components.seconds)",
            ])
    }

    /// What Redis knows of a session, and whether it is of the present generation.
    ///
    /// - Returns: the value of the session: ``ended``, or what ``SessionStanding/encoded`` wrote; nil: ask the database.
    package func value(
        of session: SessionID, in tenant: TenantID, callerClass: CallerClass = .interactive
    ) throws(RedisError) -> String? {
        try redis.run(
            Self.reading,
            keys: [Self.key(session, in: tenant, callerClass: callerClass), Self.generationKey(of: tenant)],
            arguments: [Self.ended]
        ).string
    }

    /// Keys: the session and the generation. Argument: the value of an ended session.
    private static let reading = RedisScript(
        """
        local session = redis.call('GET', KEYS[1])
        local generation = string.match(redis.call('GET', KEYS[2]) or '', '^%d+')
        if session == ARGV[1] or session and generation and generation == string.match(session, '^%d+') then
            return session
        end
        return false
        """)

    /// Makes an end known at once. Call it after the commit, and go on where it throws.
    package func end(
        _ session: SessionID, in tenant: TenantID, callerClass: CallerClass = .interactive
    ) throws(RedisError) {
        try redis.send(
            "SET", Self.key(session, in: tenant, callerClass: callerClass), Self.ended, "EX",
            "\(Self.endMemory.components.seconds)")
    }

    /// Has the database be asked about a session again. Call it after the commit, and go on where it throws.
    package func forget(_ session: SessionID, in tenant: TenantID) throws(RedisError) {
        // No standing is written like this, so whoever reads it asks.
        try redis.send("SET", Self.key(session, in: tenant), "", "EX", "1")
    }

    /// Makes several ends known at once. Call it after the commit, and go on where it throws.
    package func end(_ ended: [SessionReference]) throws(RedisError) {
        for reference in ended { try end(reference.session, in: reference.tenant) }
    }

    /// Makes it known at once that members may do other things than before. Call it after the commit, and go on where it
    /// throws.
    ///
    /// - Parameters:
    ///   - generation: the tenant's since then.
    ///   - rates: what it may send other than others since then; nil: what Redis knows of that stays.
    package func changed(
        to generation: Int64, rates: TenantRates? = nil, in tenant: TenantID
    ) throws(RedisError) {
        _ = try redis.run(
            Self.remembering, keys: [Self.generationKey(of: tenant)],
            arguments: [
                "\(generation)", "\(Self.generationMemory.components.seconds)", rates?.encoded ?? Self.unchanged,
            ])
    }

    /// In place of rates. No rates are written like this.
    private static let unchanged = "unchanged"

    /// Keys: the generation, which may carry rates (`12 x250`), and the session where there is one to remember. Arguments: the
    /// generation, for how many seconds, and the rates; the value of an ended session, the standing and for how many seconds. A
    /// generation only grows: a late reader's older one is not written, nor what it read.
    private static let remembering = RedisScript(
        """
        local known, rates = string.match(redis.call('GET', KEYS[1]) or '', '^(%d+)(.*)$')
        if known and tonumber(known) > tonumber(ARGV[1]) then return 0 end
        if ARGV[3] ~= '\(unchanged)' then rates = ARGV[3] end
        redis.call('SET', KEYS[1], ARGV[1] .. (rates or ''), 'EX', ARGV[2])
        if KEYS[2] and redis.call('GET', KEYS[2]) ~= ARGV[4] then
            redis.call('SET', KEYS[2], ARGV[5], 'EX', ARGV[6])
        end
        return 1
        """)

    /// Key: the requests of a tenant, as the script of the gate counts them: the day's number since 1970, and how many. A script,
    /// since that is what functions may send.
    private static let counting = RedisScript(
        """
        local today = string.format('%.0f', math.floor(redis.call('TIME')[1] / 86400))
        return tonumber(string.match(redis.call('GET', KEYS[1]) or '', '^' .. today .. ':(%d+)$') or 0)
        """)
}
