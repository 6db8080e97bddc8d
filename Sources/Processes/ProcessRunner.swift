internal import Threads

/// Runs programs, so many at a time; the others wait for their turn, and those of one owner do not hold up another's.
package final class ProcessRunner: Sendable {
    package static let standardConcurrency = 4
    /// Programs of one owner that wait for their turn.
    package static let queueLimit = 1_000

    private let queue: ProcessQueue

    /// - Parameter concurrency: programs at a time; each may take what its ``ProcessLimits`` say.
    package convenience init(concurrency: Int = standardConcurrency) {
        self.init(concurrency: concurrency, kind: nil)
    }

    /// - Parameter kind: of the sandboxes; nil: what the host can make.
    init(concurrency: Int, kind: SandboxKind?) {
        queue = ProcessQueue(concurrency: concurrency, queueLimit: Self.queueLimit)
        for _ in 0..<concurrency {
            SystemThread { [queue] in
                while let process = queue.take() {
                    Self.run(process, kind: kind)
                    queue.end(process)
                }
            }.detach()
        }
    }

    deinit { queue.close() }

    /// Starts a program as soon as there is room.
    ///
    /// - Parameters:
    ///   - owner: who shares the turns with others.
    ///   - begun: called on a thread of the runner when the program has its turn and its sandbox, before `handler`.
    ///   - handler: called once, on a thread of the runner; on this one where the owner's queue is full or by
    ///     ``StartedProcess/cancel()``.
    @discardableResult
    package func start(
        _ request: ProcessRequest, of owner: String = "", begun: @escaping @Sendable () -> Void = {},
        then handler: @escaping StartedProcess.Handler
    ) -> StartedProcess {
        let process = StartedProcess(request, of: owner, begun: begun, then: handler)
        if !queue.put(process) {
            if let (_, handler) = process.begin() { handler(.failure(.queueLimit(Self.queueLimit))) }
            process.end()
        }
        return process
    }

    private static func run(_ process: StartedProcess, kind: SandboxKind?) {
        guard let (request, handler) = process.begin() else { return }
        let result: Result<ProcessResult, ProcessError>
        do throws(ProcessError) {
            let execution: any ProcessExecution =
                if case .container(let container) = request.kind {
                    try ContainerExecution(container, request)
                } else {
                    try SandboxExecution(request, kind: kind)
                }
            process.runs(kill: execution.kill)
            process.begun()
            result = .success(try execution.hold(request))
        } catch {
            result = .failure(process.isCancelled ? .cancelled : error)
        }
        let isCancelled = process.isCancelled
        process.end()
        handler(isCancelled ? .failure(.cancelled) : result)
    }
}
