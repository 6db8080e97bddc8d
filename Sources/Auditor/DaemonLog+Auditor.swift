import Supervision

extension DaemonLog {
    static let auditor = DaemonLog("auditor")
}
