package import Identity
package import Redis

/// What Redis remembers of ``SessionStore``, so that a request need not ask the database.
///
/// A key holds the role of a session's user, or ``ended``. A missing key says nothing: ask the database. So Redis may be
/// emptied at any moment.
package struct LiveSessions {
    /// How long a session is believed to go on without a look into the database: a session that ended while Redis could not
    /// be told ends for everybody after this time.
    package static let memory = Duration.seconds(30)
    /// How long an end is remembered; longer than ``memory``, so that no late reader revives the session.
    package static let endMemory = Duration.seconds(3_600)
    /// The value of a session that has ended. No role has this name.
    package static let ended = "ended"

    private let redis: Redis

    package init(_ redis: Redis) {
        self.redis = redis
    }

    /// The key of a session. The braces keep a tenant's keys on one node of a cluster.
    package static func key(_ session: SessionID, in tenant: TenantID) -> String {
        "intelligentic:gate:{\(tenant)}:session:\(session)"
    }

    /// Remembers what the database said. An end that was written meanwhile stays.
    package func remember(_ role: Role, of session: SessionID, in tenant: TenantID) throws(RedisError) {
        try redis.send(
            "SET", Self.key(session, in: tenant), role.rawValue, "EX", "\(Self.memory.components.seconds)", "NX")
    }

    /// Makes an end known at once. Call it after the commit, and go on where it throws.
    package func end(_ session: SessionID, in tenant: TenantID) throws(RedisError) {
        try redis.send(
            "SET", Self.key(session, in: tenant), Self.ended, "EX", "\(Self.endMemory.components.seconds)")
    }

    /// Makes several ends known at once. Call it after the commit, and go on where it throws.
    package func end(_ ended: [SessionReference]) throws(RedisError) {
        for reference in ended { try end(reference.session, in: reference.tenant) }
    }
}
