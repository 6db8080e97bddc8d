internal import Synchronization
internal import Threads

/// Runs programs, so many at a time; the others wait for their turn.
package final class ProcessRunner: Sendable {
    package static let standardConcurrency = 4
    /// Programs that wait for their turn.
    package static let queueLimit = 1_000

    private let turns = WaitQueue<StartedProcess>()
    private let waiting = WaitingCount()

    /// - Parameter concurrency: programs at a time; each may take what its ``ProcessLimits`` say.
    package convenience init(concurrency: Int = standardConcurrency) {
        self.init(concurrency: concurrency, kind: nil)
    }

    /// - Parameter kind: of the sandboxes; nil: what the host can make.
    init(concurrency: Int, kind: SandboxKind?) {
        for _ in 0..<concurrency {
            SystemThread { [turns, waiting] in
                while let process = turns.take() {
                    waiting.add(-1)
                    Self.run(process, kind: kind)
                }
            }.detach()
        }
    }

    deinit { turns.close() }

    /// Starts a program as soon as there is room.
    ///
    /// - Parameters:
    ///   - begun: called on a thread of the runner when the program has its turn and its sandbox, before `handler`.
    ///   - handler: called once, on a thread of the runner; on this one where the queue is full or by
    ///     ``StartedProcess/cancel()``.
    @discardableResult
    package func start(
        _ request: ProcessRequest, begun: @escaping @Sendable () -> Void = {},
        then handler: @escaping StartedProcess.Handler
    ) -> StartedProcess {
        let process = StartedProcess(request, begun: begun, then: handler)
        guard waiting.add(1) <= Self.queueLimit else {
            waiting.add(-1)
            if let (_, handler) = process.begin() { handler(.failure(.queueLimit(Self.queueLimit))) }
            process.end()
            return process
        }
        turns.put(process)
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

    /// A count that several threads change.
    private final class WaitingCount: Sendable {
        private let value = Atomic(0)

        @discardableResult
        func add(_ difference: Int) -> Int { value.add(difference, ordering: .relaxed).newValue }
    }
}
