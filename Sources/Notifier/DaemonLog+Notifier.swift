import Supervision

extension DaemonLog {
    static let notifier = DaemonLog("notifier")
}
