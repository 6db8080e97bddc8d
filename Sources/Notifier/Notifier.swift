import Glibc
import JSON
import Supervision
import Threads

/// Sends mail: what the functions have put into the outbox.
@main
struct Notifier {
    static func main() {
        do {
            try run()
        } catch {
            DaemonLog.notifier.note(.error, "the notifier cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }

    private static func run() throws {
        let configuration = try NotifierConfiguration(environment: ProcessVariables.all)
        let termination = Termination()
        let stop = WaitQueue<Never>()
        let sender = SystemThread { Sender(configuration, stop: stop).run() }
        if configuration.delivery == nil { DaemonLog.notifier.note(.warning, "no mail is sent: SMTP_URL is not set") }
        DaemonLog.notifier.note(.info, "ready")
        termination.wait()
        stop.close()
        sender.join()
        DaemonLog.notifier.note(.info, "stopped")
    }
}
