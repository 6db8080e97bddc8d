internal import ChildProcess
internal import Glibc
internal import Synchronization

/// A server program of this test process: start, stop, kill, start again on the same files and sockets.
final class PrivateServer: Sendable {
    /// How a server is started, ended, and known to be ready.
    struct Recipe: Sendable {
        let executable: String
        let arguments: [String]
        /// Standard output and error go there.
        let log: String
        /// What ends it in good order.
        var stopSignal = SIGTERM
        /// What the kernel sends it when this process is killed.
        var deathSignal = SIGKILL
        let isReady: @Sendable () -> Bool
    }

    private static let startLimit = Duration.seconds(30)
    private static let stopLimit = Duration.seconds(30)
    private static let readyPollMicroseconds: useconds_t = 5_000
    private static let shownLogBytes = 4_000

    private let recipe: Recipe
    private let child = Mutex<ChildProcess?>(nil)

    init(_ recipe: Recipe) {
        self.recipe = recipe
        ProcessDirectory.register(self)
    }

    /// The pid of the running server.
    var pid: Int32? { child.withLock { $0?.pid } }

    /// Starts the server and waits until it serves.
    ///
    /// - Parameter arguments: more of them, this time.
    func start(with arguments: [String] = []) throws {
        try child.withLock { child in
            if child != nil { return }
            let started = try ChildProcess(
                recipe.executable, recipe.arguments + arguments, output: .file(recipe.log), error: .file(recipe.log),
                parentDeathSignal: recipe.deathSignal, ownGroup: true)
            let end = ContinuousClock.now + Self.startLimit
            while !recipe.isReady() {
                let status = started.wait(limit: .zero)
                guard status == nil, ContinuousClock.now < end else {
                    started.terminate(SIGKILL)
                    let state = status.map { "ended with \($0)" } ?? "is not ready after \(Self.startLimit)"
                    throw TestServerError("\(recipe.executable) \(state): \(logTail)")
                }
                usleep(Self.readyPollMicroseconds)
            }
            child = started
        }
    }

    /// Ends the server as an administrator would.
    func stop() {
        end(with: recipe.stopSignal)
    }

    /// Ends the server at once, as a crash would.
    func kill() {
        end(with: SIGKILL)
    }

    /// Sends a signal to the server and its children, such as SIGSTOP.
    func signal(_ signal: Int32) {
        child.withLock { $0?.terminate(signal) }
        if signal == SIGSTOP, let pid { Self.waitUntilStopped(pid) }
    }

    private func end(with signal: Int32) {
        child.withLock { child in
            child?.terminate(signal)
            if let running = child, running.wait(limit: Self.stopLimit) == nil {
                running.terminate(SIGKILL)
                _ = running.wait(limit: Self.stopLimit)
            }
            child = nil
        }
    }

    private var logTail: String {
        guard let file = fopen(recipe.log, "re") else { return "no log" }
        defer { fclose(file) }
        fseek(file, -Self.shownLogBytes, SEEK_END)
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.shownLogBytes) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
