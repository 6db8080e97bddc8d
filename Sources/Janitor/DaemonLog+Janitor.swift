import Supervision

extension DaemonLog {
    static let janitor = DaemonLog("janitor")
}
