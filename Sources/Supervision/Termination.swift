internal import Glibc

/// The signals by which a supervisor ends a program: SIGTERM and SIGINT.
package struct Termination: Sendable {
    private static var signals: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        return signals
    }

    /// Takes the signals away from this thread and from those that it starts: they end nothing, and reach who waits for
    /// them. To be made before there are other threads. A peer that hangs up ends nothing either (SIGPIPE).
    package init() {
        var signals = Self.signals
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Blocks until one of the signals arrives.
    ///
    /// - Returns: its number.
    @discardableResult
    package func wait() -> Int32 {
        var (signals, received) = (Self.signals, Int32(0))
        sigwait(&signals, &received)
        return received
    }
}
