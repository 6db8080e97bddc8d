import CJq
import Glibc

/// Forks evaluators on its owner's demand.
///
/// Reads frames (four bytes of length, least significant first, then JSON) from standard input, which is a socket:
///
/// - `{"start": id}` → an evaluator's pid, 1 when it has the program `id` and else 0, and with them its socket.
/// - `{"end": pid}` → kills that evaluator: its wait status, and 0.
/// - `{"hold": id, "expressions": […], "variables": […]}` → no answer. The owner asks for it after an evaluator has
///   compiled the program within its limits; the same work here then needs none.
///
/// An answer is two 32-bit numbers, least significant byte first. At the end of its input it kills its evaluators and ends.
final class EvaluatorParent {
    private let limits: EvaluatorLimits
    private var programs = HeldPrograms()
    private var evaluators: Set<pid_t> = []

    init(limits: EvaluatorLimits) {
        self.limits = limits
    }

    func serve() {
        while let frame = Frame.read(from: STDIN_FILENO) {
            let request = JV(parsing: frame)
            if let id = request["start"].string {
                start(id)
            } else if let pid = request["end"].int {
                end(pid_t(truncatingIfNeeded: pid))
            } else if let id = request["hold"].string {
                programs.hold(id, Definition(request))
            }
        }
        for pid in evaluators { kill(pid, SIGKILL) }
    }

    private func start(_ id: String) {
        let program = programs[id]
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            return answer(0, 0)
        }
        let pid = evaluator_fork()
        if pid == 0 { become(Evaluator(socket: ends[1], program: program, limits: limits), closing: ends[0]) }
        close(ends[1])
        defer { close(ends[0]) }
        guard pid > 0 else { return answer(0, 0) }
        evaluators.insert(pid)
        answer(pid, program == nil ? 0 : 1, passing: ends[0])
    }

    /// The child's part of a fork.
    private func become(_ evaluator: Evaluator, closing ownersEnd: Int32) -> Never {
        // Nothing of the parent's conversation may reach an expression.
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, ownersEnd] { close(descriptor) }
        limits.apply()
        // Where the kernel groups sessions, its owner can let it come last among all.
        setsid()
        evaluator.serve()
        _exit(EXIT_SUCCESS)
    }

    private func end(_ pid: pid_t) {
        var status: Int32 = 0
        // The pid is the evaluator's until it is waited for here.
        if evaluators.remove(pid) != nil {
            kill(pid, SIGKILL)
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        }
        answer(status, 0)
    }

    private func answer(_ first: Int32, _ second: Int32, passing descriptor: Int32? = nil) {
        let bytes = [first, second].flatMap { number in withUnsafeBytes(of: number.littleEndian, Array.init) }
        if !Frame.send(bytes, passing: descriptor, to: STDOUT_FILENO) {
            for pid in evaluators { kill(pid, SIGKILL) }
            exit(EXIT_FAILURE)
        }
    }
}
