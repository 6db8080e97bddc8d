import Database
import Glibc
import JSON
import Supervision
import Threads

/// Deletes tenants whose time to be brought back is over, and counts what the others keep. Several may run side by side.
@main
struct Janitor {
    static func main() {
        let termination = Termination()
        do {
            let configuration = try JanitorConfiguration(environment: ProcessVariables.all)
            let stop = WaitQueue<Never>()
            let work = SystemThread { JanitorLoop(configuration, stop: stop).run() }
            let count = SystemThread { StorageLoop(configuration, stop: stop).run() }
            DaemonLog.janitor.note(.info, "ready")
            termination.wait()
            stop.close()
            work.join()
            count.join()
            DaemonLog.janitor.note(.info, "stopped")
        } catch {
            DaemonLog.janitor.note(.error, "the janitor cannot start", ["reason": .string("\(error)")])
            exit(1)
        }
    }
}
