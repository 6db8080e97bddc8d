import Database
import Glibc
import JSON
import Supervision
import Threads

/// Appends what functions leave in the audit intake to the chains of the tenants, and deletes what is no longer kept. Several may
/// run side by side.
@main
struct Auditor {
    static func main() {
        let termination = Termination()
        do {
            let configuration = try AuditorConfiguration(environment: ProcessVariables.all)
            let stop = WaitQueue<Never>()
            let work = SystemThread { AuditorLoop(configuration, stop: stop).run() }
            DaemonLog.auditor.note(.info, "ready")
            termination.wait()
            stop.close()
            work.join()
            DaemonLog.auditor.note(.info, "stopped")
        } catch {
            DaemonLog.auditor.note(.error, "the auditor cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }
}
