internal import Foundation

extension PrivateServer {
    private static let stopPollMicroseconds: useconds_t = 1_000

    /// Waits until every thread of a process stands still: SIGSTOP has returned before that.
    static func waitUntilStopped(_ pid: Int32, limit: Duration = .seconds(10)) {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
            let isStopped = threads.allSatisfy { thread in
                let stat = try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/stat", encoding: .utf8)
                return stat?.split(separator: ")").last?.hasPrefix(" T") ?? true
            }
            if isStopped { return }
            usleep(stopPollMicroseconds)
        }
    }
}
