import Redis

/// What Redis remembers of the data in MariaDB.
enum RedisMemory {
    /// Events that producers sent and nobody has taken yet: they are nowhere else.
    private static let kept = "intelligentic:ingress:"
    private static let batch = 1_000

    /// Removes all keys of the platform but events on their way in.
    static func clear(_ redis: Redis) throws {
        var cursor = "0"
        repeat {
            let answer = try redis.send("SCAN", cursor, "MATCH", "intelligentic:*", "COUNT", String(batch)).array
            guard let answer, answer.count == 2, let next = answer[0].string, let keys = answer[1].array else {
                throw RedisError.unexpected(command: "SCAN")
            }
            for key in keys.compactMap(\.string) where !key.hasPrefix(kept) { try redis.send("UNLINK", key) }
            cursor = next
        } while cursor != "0"
    }
}
