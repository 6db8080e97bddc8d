/// A shell command or a script in a sandbox.
struct SandboxExecution: ProcessExecution {
    private let process: SandboxedProcess

    /// - Throws: ``ProcessError`` where it cannot be started.
    init(_ request: ProcessRequest, kind: SandboxKind?) throws(ProcessError) {
        try RequestRules.check(stdin: request.stdin)
        let program = try SandboxedProgram(request)
        let sandbox = if let kind { Sandbox(kind: kind) } else { try Sandbox.available() }
        process = try sandbox.start(program.words, files: program.files, limits: request.limits)
    }

    func kill() {
        process.kill()
    }

    func hold(_ request: ProcessRequest) throws(ProcessError) -> ProcessResult {
        var conversation = ProcessConversation(
            with: process.child, process.first, input: Array(request.stdin.utf8), limits: request.limits)
        do throws(ProcessError) {
            try conversation.hold { () throws(ProcessError) in try examine(request.limits) }
        } catch {
            process.kill()
            _ = process.end()
            throw error
        }
        guard let code = process.end() else { throw .failed("the sandbox does not end; look at the host's processes") }
        return ProcessResult(
            code: code, stdout: String(decoding: conversation.output, as: UTF8.self),
            stderr: String(decoding: conversation.error, as: UTF8.self))
    }

    private func examine(_ limits: ProcessLimits) throws(ProcessError) {
        let usage = SandboxUsage(of: process.first.pid)
        if usage.memory > limits.memory { throw .memoryLimit(limits.memory) }
        if usage.files > ProcessLimits.fileLimit { throw .fileLimit(ProcessLimits.fileLimit) }
    }
}
