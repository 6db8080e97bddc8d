import Glibc

/// Takes Ctrl-C while something is waited for, so that what it means can be said.
struct Interrupts {
    private let signals: sigset_t

    init() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        self.signals = signals
    }

    /// Waits.
    ///
    /// - Returns: whether somebody interrupted it.
    func wait(_ pause: Duration) -> Bool {
        var signals = signals
        var limit = timespec(
            tv_sec: Int(pause.components.seconds), tv_nsec: Int(pause.components.attoseconds / 1_000_000_000))
        return sigtimedwait(&signals, nil, &limit) > 0
    }
}
