internal import ChildProcess
internal import Glibc
internal import Synchronization

/// A container that runs.
struct ContainerExecution: ProcessExecution {
    private static let endLimit = Duration.seconds(10)
    /// Podman's own codes (podman-run(1), "Exit Status"): it could not do it; the program could not be started.
    private static let podmanFailed = 125
    private static let startFailed = 126
    private static let counter = Atomic(0)

    private let name: String
    private let child: ChildProcess
    private let watched: WatchedProcess
    private let environmentFile: PrivateFile

    /// - Throws: ``ProcessError`` where it cannot be started.
    init(_ container: Container, _ request: ProcessRequest) throws(ProcessError) {
        try RequestRules.check(stdin: request.stdin)
        name = "intelligentic-\(getpid())-\(Self.counter.add(1, ordering: .relaxed).newValue)"
        environmentFile = try PrivateFile(Self.lines(request.environment))
        let command = try ContainerCommand(
            container, name: name, environmentFile: environmentFile.path, limits: request.limits)
        try Podman.check()
        do {
            child = try ChildProcess(
                Podman.path, command.words, environment: Podman.environment, workingDirectory: "/", input: .pipe,
                output: .pipe, error: .pipe, parentDeathSignal: SIGTERM)
        } catch {
            throw .containersUnavailable(reason: "\(error)")
        }
        guard let watched = WatchedProcess(pid: child.pid) else {
            throw .containersUnavailable(reason: "podman ended at once")
        }
        self.watched = watched
    }

    func kill() {
        watched.kill()
    }

    func hold(_ request: ProcessRequest) throws(ProcessError) -> ProcessResult {
        var conversation = ProcessConversation(
            with: child, watched, input: Array(request.stdin.utf8), limits: request.limits)
        do throws(ProcessError) {
            // The kernel holds its limits (cgroups).
            try conversation.hold {}
        } catch {
            watched.kill()
            Podman.remove(name)
            throw error
        }
        guard case .exited(let code)? = child.wait(limit: Self.endLimit) else {
            Podman.remove(name)
            throw .failed("podman was killed")
        }
        let stderr = String(decoding: conversation.error, as: UTF8.self)
        if code == Self.podmanFailed, stderr.contains("Error: ") { throw Self.failure(conversation.error) }
        // Such as cgroups that the runtime cannot use; a program without permission has other words.
        if code == Self.startFailed, stderr.contains("OCI runtime error") { throw Self.failure(conversation.error) }
        return ProcessResult(
            code: Int(code), stdout: String(decoding: conversation.output, as: UTF8.self), stderr: stderr)
    }

    private static func failure(_ stderr: [UInt8]) -> ProcessError {
        let reason = Podman.lastLine(of: stderr)
        let isImage = ["image", "manifest", "registry", "registries", "pinging"].contains { reason.contains($0) }
        return isImage ? .imageUnavailable(reason: reason) : .containersUnavailable(reason: reason)
    }

    private static func lines(_ environment: [String: String]) throws(ProcessError) -> String {
        var text = ""
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) {
            guard RequestRules.isName(name), !value.contains(where: { $0.isNewline || $0 == "\0" }) else {
                throw .invalidRequest(
                    """
                    a container's variable has a name with other characters than letters, digits and _, or a value with a \
                    line break, which podman cannot pass on
                    """)
            }
            text += "\(name)=\(value)\n"
        }
        return text
    }
}
