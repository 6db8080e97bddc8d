internal import Glibc

/// An nginx of this test process.
package final class PrivateNginx: Sendable {
    private let server: PrivateServer
    private let pidFile: String
    /// Where its standard error goes.
    package let logFile: String

    /// Starts nginx.
    ///
    /// - Parameter configuration: the whole text of `nginx.conf`. `pid` and `daemon` are added where they are missing;
    ///   relative paths start at a directory of this server.
    package init(configuration: String) throws {
        let directory = try ProcessDirectory.make("nginx")
        let path = "\(directory)/nginx.conf"
        guard let file = fopen(path, "we") else { throw TestServerError("cannot write \(path)") }
        fputs(configuration, file)
        fclose(file)
        let named = Self.directive("pid", in: configuration)
        let pidFile = named.map { $0.hasPrefix("/") ? $0 : "\(directory)/\($0)" } ?? "\(directory)/nginx.pid"
        let added = [
            named == nil ? "pid \(pidFile);" : nil,
            Self.directive("daemon", in: configuration) == nil ? "daemon off;" : nil,
        ].compactMap { $0 }
        server = PrivateServer(
            PrivateServer.Recipe(
                executable: "nginx",
                arguments: ["-p", directory, "-c", path, "-e", "stderr"]
                    + (added.isEmpty ? [] : ["-g", added.joined(separator: " ")]),
                log: "\(directory)/log", stopSignal: SIGQUIT,
                // SIGKILL would leave the workers behind.
                deathSignal: SIGTERM,
                // Written after all sockets listen.
                isReady: { access(pidFile, R_OK) == 0 }))
        self.pidFile = pidFile
        logFile = "\(directory)/log"
        try start()
    }

    package var pid: Int32? { server.pid }

    /// Starts nginx again, with the same configuration, after ``stop()`` or ``kill()``.
    package func start() throws {
        // A killed nginx leaves its file behind.
        if pid == nil { unlink(pidFile) }
        try server.start()
    }

    package func stop() { server.stop() }
    /// Ends the server with its workers at once, as a crash would.
    package func kill() { server.kill() }

    /// The value of a directive outside of all blocks.
    private static func directive(_ name: String, in configuration: String) -> String? {
        for line in configuration.split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            if words.first.map(String.init) == name, words.count > 1 {
                return words[1].prefix { $0 != ";" }.split(separator: "\"").joined()
            }
        }
        return nil
    }
}
