internal import Glibc

extension ChildProcess {
    /// The most that ``run(_:_:environment:workingDirectory:input:limit:outputLimit:)`` takes from one stream.
    package static let defaultOutputLimit = 64 * 1_024 * 1_024

    /// Runs a program to its end and collects what it wrote.
    ///
    /// Returns when both streams are closed, so a program that leaves a child with open streams behind runs on.
    ///
    /// - Parameters:
    ///   - limit: after this time the program and its children are killed.
    ///   - outputLimit: bytes; a program that writes more to one stream is killed.
    /// - Throws: ``ChildProcessError``. A code other than 0 is no error: see `status`.
    package static func run(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil,
        workingDirectory: String? = nil, input: [UInt8] = [], limit: Duration,
        outputLimit: Int = defaultOutputLimit
    ) throws -> (status: ExitStatus, output: [UInt8], error: [UInt8]) {
        let end = ContinuousClock.now + limit
        let child = try ChildProcess(
            executable, arguments, environment: environment, workingDirectory: workingDirectory,
            input: .pipe, output: .pipe, error: .pipe, ownGroup: true)
        do {
            var conversation = Conversation(with: child, input: input, outputLimit: outputLimit)
            while conversation.isOpen {
                guard try conversation.step(until: end) else { throw ChildProcessError.timeLimit(limit) }
            }
            guard let status = child.wait(limit: end - .now) else { throw ChildProcessError.timeLimit(limit) }
            return (status, conversation.output, conversation.error)
        } catch {
            child.terminate(SIGKILL)
            throw error
        }
    }
}
