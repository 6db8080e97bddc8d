internal import ChildProcess
internal import Glibc
internal import JSON

/// The process that forks evaluators, and the conversation with it. It never sees data; `JQEvaluator` says how it works.
final class EvaluatorParent {
    /// For an answer. It compiles programs that took ``JQLimits/holdTime`` at most, and nothing else takes it long.
    private static let answerLimit = Duration.seconds(10)
    /// After its input has ended.
    private static let endLimit = Duration.seconds(1)

    private let process: ChildProcess
    private var channel: Channel?

    init(_ executable: String, limits: JQLimits) throws(JQError) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .evaluatorLost("no socket for it (errno \(errno))")
        }
        defer { close(ends[1]) }
        // The owner kills at its limit; a second more, and the kernel does where there is no owner.
        let seconds = max(limits.time, limits.compileTime).components.seconds + 2
        do {
            process = try ChildProcess(
                executable, [String(limits.memory), String(limits.output), String(seconds)],
                // Times in expressions must not depend on the host.
                environment: ["TZ": "UTC0"], input: .descriptor(ends[1]), output: .descriptor(ends[1]), error: .null)
        } catch {
            close(ends[0])
            throw .evaluatorLost("\(error)")
        }
        channel = Channel(ends[0])
    }

    deinit {
        channel = nil  // at the end of its input it kills its evaluators
        if process.wait(limit: Self.endLimit) == nil { process.terminate(SIGKILL) }
    }

    /// A new evaluator.
    ///
    /// - Returns: with it, whether it has the program.
    func start(_ program: JQProgram) throws(JQError) -> (evaluator: Evaluator, hasProgram: Bool) {
        let (answer, descriptor) = try exchange(["start": .string(program.id)])
        guard let descriptor else { throw .evaluatorLost("no process for it") }
        return (Evaluator(pid: answer.0, channel: Channel(descriptor)), answer.1 != 0)
    }

    /// Kills an evaluator that still runs.
    ///
    /// - Returns: how it ended.
    func end(_ evaluator: Evaluator) throws(JQError) -> EvaluatorEnd {
        let (answer, _) = try exchange(["end": JSON(Int(evaluator.pid))])
        return EvaluatorEnd(waitStatus: answer.0)
    }

    /// Lets evaluators that are started from now on have a program, one that compiles within its limits.
    func hold(_ program: JQProgram) throws(JQError) {
        var request = program.definition
        request["hold"] = .string(program.id)
        try send(request)
    }

    private func exchange(_ request: JSON) throws(JQError) -> (answer: (Int32, Int32), descriptor: Int32?) {
        try send(request)
        do {
            guard let channel else { throw Channel.Broken() }
            var allowance = Allowance(Self.answerLimit)
            let (bytes, descriptor) = try channel.receiveWithDescriptor(8, &allowance)
            return (
                bytes.withUnsafeBytes { ($0.load(as: Int32.self), $0.load(fromByteOffset: 4, as: Int32.self)) },
                descriptor
            )
        } catch {
            throw .evaluatorLost("its parent does not answer")
        }
    }

    private func send(_ request: JSON) throws(JQError) {
        do {
            var allowance = Allowance(Self.answerLimit)
            try channel?.send(frame: request.bytes, &allowance)
        } catch {
            throw .evaluatorLost("its parent is gone")
        }
    }
}
