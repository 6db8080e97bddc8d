/// Messages of some channels, received over a connection of their own by one thread.
///
/// Messages that are published while the connection is lost do not come again.
package final class RedisSubscription {
    private let configuration: RedisConfiguration
    private let channels: [String]
    private let timeout: Duration
    private var connection: RedisConnection?

    /// Subscribes: what is published after this returns will come.
    package init(
        _ configuration: RedisConfiguration, channels: [String], timeout: Duration = Redis.defaultTimeout
    ) throws(RedisError) {
        self.configuration = configuration
        self.channels = channels
        self.timeout = timeout
        connection = try subscribe()
    }

    /// Waits for the next message.
    ///
    /// - Returns: nil: none came in time.
    /// - Throws: `RedisError.connection` when the connection is lost; the next call subscribes again.
    package func next(timeout: Duration) throws(RedisError) -> (channel: String, message: String)? {
        let end = ContinuousClock.now + timeout
        do throws(RedisError) {
            let open: RedisConnection
            if let connection { open = connection } else { open = try subscribe() }
            connection = open
            while true {
                let left = max(.zero, ContinuousClock.now.duration(to: end))
                guard let value = try open.receive(within: left) else { return nil }
                guard let parts = value.array, parts.count == 3, parts[0].string == "message" else { continue }
                guard let channel = parts[1].string, let message = parts[2].string else { continue }
                return (channel, message)
            }
        } catch {
            connection = nil
            throw error
        }
    }

    private func subscribe() throws(RedisError) -> RedisConnection {
        let open = try RedisConnection(configuration, timeout: timeout)
        try open.send((["SUBSCRIBE"] + channels).map { RedisArgument($0) })
        // The first channel's confirmation came as the answer.
        for _ in channels.dropFirst() {
            guard try open.receive(within: timeout) != nil else { throw .connection("SUBSCRIBE: no answer in time") }
        }
        return open
    }
}
