/// How a process ended.
package enum ExitStatus: Sendable, Hashable, CustomStringConvertible {
    /// It returned this code; 0 means success.
    case exited(Int32)
    /// This signal ended it.
    case signaled(Int32)

    package var isSuccess: Bool { self == .exited(0) }

    package var description: String {
        switch self {
        case .exited(let code): "exit code \(code)"
        case .signaled(let signal): "signal \(signal)"
        }
    }

    /// Reads what `waitpid` wrote.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7F
        self = signal == 0 ? .exited(waitStatus >> 8 & 0xFF) : .signaled(signal)
    }
}
