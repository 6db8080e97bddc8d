import Database
import Glibc
import JSON
import Threads

/// Deletes tenants whose time to be brought back is over. Several may run side by side.
@main
struct Janitor {
    static func main() {
        // Threads inherit this mask: the signals reach the main thread alone, which waits for them.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
        do {
            let configuration = try JanitorConfiguration(environment: .process)
            let stop = WaitQueue<Never>()
            let work = SystemThread { JanitorLoop(configuration, stop: stop).run() }
            JanitorLog.note(.info, "ready")
            var received: Int32 = 0
            sigwait(&signals, &received)
            stop.close()
            work.join()
            JanitorLog.note(.info, "stopped")
        } catch {
            JanitorLog.note(.error, "the janitor cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }
}

extension [String: String] {
    /// The variables of this process.
    fileprivate static var process: Self {
        var variables: Self = [:]
        var next = environ
        while let entry = next.pointee {
            let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            next += 1
        }
        return variables
    }
}
