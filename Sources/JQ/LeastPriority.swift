internal import Glibc

/// Lets a process come after all others at the cores, for good.
enum LeastPriority {
    /// As `nice` counts.
    private static let value: Int32 = 19

    static func give(to pid: Int32) {
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(pid), value)
        // Where the kernel makes a group of each session (sched(7), "The autogroup feature"), that holds within the group only.
        guard getsid(pid) == pid else { return }
        let group = open("/proc/\(pid)/autogroup", O_WRONLY | O_CLOEXEC)
        guard group >= 0 else { return }
        let wish = Array("\(value)".utf8)
        // Not taken where there were other such wishes a moment ago.
        _ = write(group, wish, wish.count)
        close(group)
    }
}
