internal import CHiredis
internal import Glibc

/// One open connection to Redis, closed when it goes away.
final class RedisConnection {
    private let context: UnsafeMutablePointer<redisContext>
    private let timeout: Duration

    /// hiredis writes to sockets that may be closed by the other side; the signal of that would end this process.
    private static let ignoresBrokenPipe: Void = {
        var action = sigaction()
        sigaction(SIGPIPE, nil, &action)
        // A handler that somebody has set is left alone.
        if action.__sigaction_handler.sa_handler == nil { signal(SIGPIPE, SIG_IGN) }
    }()

    /// - Parameter timeout: the longest wait to connect, and for each answer.
    init(_ configuration: RedisConfiguration, timeout: Duration) throws(RedisError) {
        Self.ignoresBrokenPipe
        self.timeout = timeout
        let opened =
            if let socket = configuration.socket {
                redisConnectUnixWithTimeout(socket, timeval(timeout))
            } else {
                redisConnectWithTimeout(configuration.host, Int32(configuration.port), timeval(timeout))
            }
        guard let opened else { throw .connection("hiredis has no memory") }
        context = opened
        guard context.pointee.err == 0, redisSetTimeout(context, timeval(timeout)) == REDIS_OK else { throw lost }
        if configuration.socket == nil { redisEnableKeepAlive(context) }
        if let password = configuration.password {
            let user = configuration.user.map { [RedisArgument($0)] } ?? []
            do throws(RedisError) {
                try send(["AUTH"] + user + [RedisArgument(password)])
            } catch .refused(let code, _) {
                // A wrong password is no less "no connection" than a wrong port.
                throw .connection("AUTH refused: \(code)")
            }
        }
    }

    deinit { redisFree(context) }

    /// Whether the server has ended the connection while it was idle: nothing may be readable between commands.
    var isStale: Bool { isReadable(within: .zero) }

    /// Waits until the server sends something or closes the connection.
    func isReadable(within duration: Duration) -> Bool {
        let milliseconds = min((duration / .milliseconds(1)).rounded(.up), Double(Int32.max))
        var polled = pollfd(fd: context.pointee.fd, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, Int32(milliseconds)) != 0
    }

    /// Sends a command and waits for its answer.
    ///
    /// - Parameter blocking: how long the command itself waits before it answers, as `XREAD … BLOCK` does.
    @discardableResult
    func send(_ arguments: [RedisArgument], blocking: Duration = .zero) throws(RedisError) -> RedisValue {
        if blocking > .zero { redisSetTimeout(context, timeval(timeout + blocking)) }
        defer { if blocking > .zero { redisSetTimeout(context, timeval(timeout)) } }
        return try take(Self.withPointers(to: arguments) { redisCommandArgv(context, Int32(arguments.count), $0, $1) })
            .get(for: arguments)
    }

    /// Reads one message that the server sends by itself.
    ///
    /// - Returns: nil: nothing came in time.
    func receive(within duration: Duration) throws(RedisError) -> RedisValue? {
        var reply: UnsafeMutableRawPointer?
        // What came together with the message before is already in hiredis' buffer.
        guard redisGetReplyFromReader(context, &reply) == REDIS_OK else { throw lost }
        if reply == nil {
            guard isReadable(within: duration) else { return nil }
            guard redisGetReply(context, &reply) == REDIS_OK else { throw lost }
        }
        return try take(reply).get(for: ["SUBSCRIBE"])
    }

    private var lost: RedisError {
        let message = withUnsafeBytes(of: context.pointee.errstr) { text in
            String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
        }
        return .connection(message.isEmpty ? "connection lost" : message)
    }

    private func take(_ reply: UnsafeMutableRawPointer?) throws(RedisError) -> RedisValue {
        guard let reply else { throw lost }
        defer { freeReplyObject(reply) }
        return RedisValue(reply.assumingMemoryBound(to: redisReply.self).pointee)
    }

    /// The arguments as hiredis takes them: by length, so any bytes are safe.
    private static func withPointers<T>(
        to arguments: [RedisArgument],
        _ body: (UnsafeMutablePointer<UnsafePointer<CChar>?>, UnsafePointer<Int>) -> T
    ) -> T {
        let lengths = arguments.map(\.bytes.count)
        let bytes = arguments.reduce(into: [UInt8]()) { $0 += $1.bytes } + [0]
        return bytes.withUnsafeBytes { buffer in
            var next = buffer.assumingMemoryBound(to: CChar.self).baseAddress
            var pointers = lengths.map { length in
                defer { next = next?.advanced(by: length) }
                return next
            }
            return body(&pointers, lengths)
        }
    }
}

extension RedisValue {
    /// The value, unless it is an error.
    fileprivate func get(for command: [RedisArgument]) throws(RedisError) -> RedisValue {
        guard case .error(let code) = self else { return self }
        let name = command.first.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        throw RedisError(code: code, command: name)
    }
}

extension timeval {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
