/// One client of Redis, used by one thread.
///
/// It connects at its first use, and again at the next use after the connection was lost.
package final class Redis {
    package static let defaultTimeout = Duration.seconds(2)

    package let configuration: RedisConfiguration
    private let timeout: Duration
    private var connection: RedisConnection?
    /// What Redis calls the scripts that this client has loaded, by their source.
    private var digests: [String: String] = [:]
    private var lastUse = ContinuousClock.now
    /// A connection is looked at before its use when it was quiet for longer: within a request that would double the calls.
    package static let trustedPause = Duration.milliseconds(20)

    /// - Parameter timeout: the longest wait to connect, and for each answer.
    package init(_ configuration: RedisConfiguration, timeout: Duration = defaultTimeout) {
        self.configuration = configuration
        self.timeout = timeout
    }

    /// Sends a command and waits for its answer.
    @discardableResult
    package func send(_ arguments: String...) throws(RedisError) -> RedisValue {
        try send(arguments.map { RedisArgument($0) })
    }

    /// Sends a command and waits for its answer.
    ///
    /// - Parameter blocking: how long the command itself waits before it answers, as `BLPOP` does.
    @discardableResult
    package func send(_ arguments: [RedisArgument], blocking: Duration = .zero) throws(RedisError) -> RedisValue {
        let now = ContinuousClock.now
        let pause = lastUse.duration(to: now)
        lastUse = now
        do throws(RedisError) {
            return try openConnection(after: pause).send(arguments, blocking: blocking)
        } catch {
            if case .connection = error { close() }
            throw error
        }
    }

    /// Runs a script, which is loaded when Redis does not have it (any more).
    package func run(
        _ script: RedisScript, keys: [String], arguments: [String] = []
    ) throws(RedisError) -> RedisValue {
        let operands = [RedisArgument(keys.count)] + (keys + arguments).map { RedisArgument($0) }
        if let digest = digests[script.source] {
            do throws(RedisError) {
                return try send(["EVALSHA", RedisArgument(digest)] + operands)
            } catch .refused(code: "NOSCRIPT", _) {
                digests[script.source] = nil
            }
        }
        return try send(["EVALSHA", RedisArgument(try load(script))] + operands)
    }

    /// Closes the connection; the next use opens another.
    package func close() {
        connection = nil
    }

    /// Closes a connection that has not been used for this long.
    package func closeIfIdle(for duration: Duration) {
        if lastUse.duration(to: .now) >= duration { close() }
    }

    private func load(_ script: RedisScript) throws(RedisError) -> String {
        guard let digest = try send("SCRIPT", "LOAD", script.source).string else {
            throw .unexpected(command: "SCRIPT LOAD")
        }
        digests[script.source] = digest
        return digest
    }

    private func openConnection(after pause: Duration) throws(RedisError) -> RedisConnection {
        if let connection, pause < Self.trustedPause || !connection.isStale { return connection }
        connection = nil
        let opened = try RedisConnection(configuration, timeout: timeout)
        connection = opened
        return opened
    }
}
