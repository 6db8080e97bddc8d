import Supervision

extension DaemonLog {
    static let worker = DaemonLog("worker")
}
