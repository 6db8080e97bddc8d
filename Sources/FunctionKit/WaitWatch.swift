internal import Glibc
internal import JSON
internal import Redis
internal import Synchronization

/// The loop that tells a ``WaitingRoom`` of what has happened: by Redis at once, by the database a little later.
final class WaitWatch: Sendable {
    /// How often the database is asked for everything that is waited for, in one query.
    static let lookInterval = Duration.seconds(1)
    /// The longest sleep, after which the loop sees that it is to end.
    private static let sleepLimit = Duration.seconds(1)
    private static let reconnectPause = Duration.milliseconds(250)

    private let room: WaitingRoom
    private let log: FunctionLog
    private let isStopping = Atomic(false)

    init(room: WaitingRoom, log: FunctionLog) {
        self.room = room
        self.log = log
    }

    /// Ends ``run(_:on:)`` within a second or two.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
    }

    func run(_ source: WaitSource, on resources: Resources) {
        var lookedAt: ContinuousClock.Instant?
        var subscription: RedisSubscription?
        var isRedisSilent = false
        while !isStopping.load(ordering: .relaxed) {
            do throws(RedisError) {
                let open: RedisSubscription
                if let subscription {
                    open = subscription
                } else {
                    open = try RedisSubscription(resources.redis.configuration, channels: [source.channel])
                    // What happened meanwhile was told to nobody.
                    lookedAt = nil
                    if isRedisSilent { log.note(.info, "Redis answers again") }
                    isRedisSilent = false
                }
                subscription = open
                if let message = try open.next(timeout: Self.sleepLimit) { room.tell(message.message) }
            } catch {
                subscription = nil
                if !isRedisSilent {
                    log.note(.warning, "Redis does not answer; waiting takes longer", ["reason": .string("\(error)")])
                }
                isRedisSilent = true
                usleep(UInt32(Self.reconnectPause / .microseconds(1)))
            }
            if let lookedAt, .now - lookedAt < Self.lookInterval { continue }
            look(source, resources)
            lookedAt = .now
        }
    }

    /// An error here only means that the next look finds it.
    private func look(_ source: WaitSource, _ resources: Resources) {
        let topics = room.topics
        guard !topics.isEmpty else { return resources.closeIdle() }
        do {
            for topic in try source.happened(topics) { room.tell(topic.name) }
        } catch {
            log.note(.warning, "what is waited for cannot be read", ["reason": .string("\(error)")])
        }
    }
}
