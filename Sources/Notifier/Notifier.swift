import Glibc
import JSON
import Threads

/// Sends mail: what the functions have put into the outbox.
@main
struct Notifier {
    static func main() {
        do {
            try run()
        } catch {
            NotifierLog.note(.error, "the notifier cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }

    private static func run() throws {
        let configuration = try NotifierConfiguration(environment: environment())
        // Threads inherit this mask: the signals reach the main thread alone, which waits for them.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)

        let stop = WaitQueue<Never>()
        let sender = SystemThread { Sender(configuration, stop: stop).run() }
        if configuration.delivery == nil { NotifierLog.note(.warning, "no mail is sent: SMTP_URL is not set") }
        NotifierLog.note(.info, "ready")
        var received: Int32 = 0
        sigwait(&signals, &received)
        stop.close()
        sender.join()
        NotifierLog.note(.info, "stopped")
    }

    private static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let parts = String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            next += 1
        }
        return variables
    }
}
