package import Redis

/// Tells the workers at once of events that they would find in the table a little later.
package struct EventHints {
    package static let channel = "intelligentic:events:ready"

    private let redis: Redis

    package init(_ redis: Redis) {
        self.redis = redis
    }

    /// Call it after the commit, and go on where it throws: only time is lost.
    package func publish() throws(RedisError) {
        try redis.send("PUBLISH", Self.channel, "")
    }
}
