import Glibc

/// Ctrl-C and SIGTERM while something is waited for: the program says what they mean, and ends.
enum Interrupts {
    /// Tells the thread that waits for signals that no more are expected. Nobody else sends it.
    private static let end = SIGUSR1

    /// Does `body`. Who interrupts it reads `words`, and the program ends at once, whatever `body` waits for.
    static func saying<T>(_ words: String, during body: () throws -> T) throws -> T {
        var signals = sigset_t()
        var before = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, end] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        // A thread and no handler: a handler may run in the middle of an allocation, and could not write a text.
        var thread = pthread_t()
        let waiting = Unmanaged.passRetained(Waiting(signals, words))
        let code = pthread_create(
            &thread, nil,
            { waiting in
                if let waiting { Unmanaged<Waiting>.fromOpaque(waiting).takeRetainedValue().wait() }
                return nil
            }, waiting.toOpaque())
        precondition(code == 0, "the system has no thread left (pthread_create: \(code))")
        defer {
            pthread_kill(thread, end)
            pthread_join(thread, nil)
        }
        return try body()
    }

    private final class Waiting: Sendable {
        private let signals: sigset_t
        private let words: String

        init(_ signals: sigset_t, _ words: String) {
            self.signals = signals
            self.words = words
        }

        func wait() {
            var signals = signals
            var signal: Int32 = 0
            sigwait(&signals, &signal)
            guard signal != Interrupts.end else { return }
            let terminal = Terminal.error
            terminal.write((terminal.isInteractive ? "\n" : "") + words)
            _exit(ExitReason.interrupted.rawValue)
        }
    }
}
