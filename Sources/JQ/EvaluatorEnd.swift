internal import Glibc

/// How an evaluator's process ended.
enum EvaluatorEnd {
    /// Without memory, libjq calls a handler, which ends the process so.
    private static let memoryStatus: Int32 = 71

    case outOfMemory
    /// It overflowed its stack.
    case nestedTooDeep
    /// libjq found itself in a state it cannot be in.
    case aborted
    /// It ended itself, or the kernel did, after its owner's limit.
    case outOfTime
    /// It was killed: by its owner, or from outside.
    case killed

    init(waitStatus: Int32) {
        switch (signal: waitStatus & 0x7F, status: waitStatus >> 8 & 0xFF) {
        case (0, Self.memoryStatus): self = .outOfMemory
        case (SIGSEGV, _), (SIGBUS, _): self = .nestedTooDeep
        case (SIGABRT, _), (SIGILL, _), (SIGTRAP, _), (SIGFPE, _): self = .aborted
        case (SIGALRM, _): self = .outOfTime
        default: self = .killed
        }
    }
}
