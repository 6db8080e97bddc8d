internal import Glibc
package import Redis

/// A Redis server of this test process.
package final class PrivateRedis: Sendable {
    /// A user that may do everything.
    package let configuration: RedisConfiguration
    private let server: PrivateServer

    /// Starts a server.
    ///
    /// - Parameters:
    ///   - isDurable: whether each write waits for the disk (append-only file); else a killed server forgets all.
    ///   - users: the lines of an ACL file; one for the tests themselves is added.
    ///   - options: more options, such as `["--maxmemory", "10mb"]`.
    package init(isDurable: Bool = false, users: String? = nil, options: [String] = []) throws {
        let directory = try ProcessDirectory.make("redis")
        var configuration = RedisConfiguration(socket: "\(directory)/socket")
        var options = options
        if let users {
            let password = "\(UInt64.random(in: .min ... .max))"
            (configuration.user, configuration.password) = ("tests", password)
            try Self.write(users + "user tests on >\(password) ~* &* +@all\n", to: "\(directory)/users.acl")
            options += ["--aclfile", "\(directory)/users.acl"]
        }
        self.configuration = configuration
        let durability = isDurable ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"]
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: "redis-server",
                arguments: ["--port", "0", "--unixsocket", "\(directory)/socket", "--dir", directory, "--save", ""]
                    + durability + options,
                log: "\(directory)/log",
                isReady: { [configuration] in
                    do throws(RedisError) {
                        try Redis(configuration).send("PING")
                        return true
                    } catch .refused {
                        // It asks for a password: it serves.
                        return true
                    } catch {
                        return false
                    }
                }))
        try server.start()
    }

    package var pid: Int32? { server.pid }

    /// Starts the server again, on the same data and socket, after ``stop()`` or ``kill()``.
    package func start() throws { try server.start() }
    package func stop() { server.stop() }
    /// Ends the server at once, as a crash would.
    package func kill() { server.kill() }
    /// Sends a signal, such as SIGSTOP.
    package func signal(_ signal: Int32) { server.signal(signal) }

    package func restart() throws {
        stop()
        try start()
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "we"), fputs(text, file) >= 0, fclose(file) == 0 else {
            throw TestServerError("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }
}
