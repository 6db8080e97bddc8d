internal import Redis
internal import Synchronization

/// Redis servers that tests use one after the other. Each has one test at a time, because channels have no databases.
enum LeasedRedis {
    private static let free = Mutex<[PrivateRedis]>([])

    static func take() throws -> PrivateRedis {
        try free.withLock { $0.popLast() } ?? PrivateRedis()
    }

    static func giveBack(_ server: PrivateRedis) {
        do throws(RedisError) {
            let redis = Redis(server.configuration)
            try redis.send("FLUSHALL")
            try redis.send("SCRIPT", "FLUSH")
            free.withLock { $0.append(server) }
        } catch {
            server.kill()
        }
    }
}
