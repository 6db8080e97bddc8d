import Identity
package import Redis

/// Tells workers, and those who wait for a run, at once what they would find in the tables a little later.
package struct RunHints {
    private let redis: Redis

    package init(_ redis: Redis) {
        self.redis = redis
    }

    /// Publishes a run on a channel. Call it after the commit, and go on where it throws: only time is lost.
    package func publish(_ run: RunID, on channel: RunChannel) throws(RedisError) {
        try redis.send("PUBLISH", channel.rawValue, run.description)
    }
}
