internal import ChildProcess
internal import Glibc
internal import Synchronization

/// Where programs run that are not ours: no network, nothing of the host but `/usr` to read, no other processes, limits on
/// all that they can take. See docs/decisions/0021-programs-in-bubblewrap.md.
struct Sandbox: Sendable {
    /// For an empty program.
    private static let probeLimits = ProcessLimits(time: .seconds(20))
    private static let found = Mutex<SandboxKind?>(nil)

    let kind: SandboxKind

    /// The kind of sandbox that this host can make. Tried out until one works, then remembered.
    ///
    /// - Throws: ``ProcessError/sandboxUnavailable(reason:)``.
    static func available() throws(ProcessError) -> Sandbox {
        if let kind = found.withLock({ $0 }) { return Sandbox(kind: kind) }
        for path in [SandboxCommand.bubblewrap, "/usr/bin/setpriv", "/usr/bin/prlimit", "/usr/bin/choom"] {
            guard access(path, X_OK) == 0 else {
                throw .sandboxUnavailable(reason: "\(path) is missing: apt-get install bubblewrap util-linux")
            }
        }
        var reasons: [String] = []
        for kind in geteuid() == 0 ? SandboxKind.allCases : [.userNamespace] {
            do throws(ProcessError) {
                try Sandbox(kind: kind).tryOut()
                found.withLock { $0 = kind }
                return Sandbox(kind: kind)
            } catch {
                reasons.append("\(error)")
            }
        }
        throw .sandboxUnavailable(reason: reasons.joined(separator: "; "))
    }

    /// Starts a program.
    func start(
        _ program: [String], files: [(name: String, content: [UInt8])], limits: ProcessLimits
    ) throws(ProcessError) -> SandboxedProcess {
        let user = geteuid() == 0 ? SandboxUser() : nil
        return try SandboxedProcess(
            SandboxCommand(kind: kind, limits: limits, user: user?.number), user, files: files, program: program)
    }

    func tryOut() throws(ProcessError) {
        let process = try start(["/bin/true"], files: [], limits: Self.probeLimits)
        process.child.closeStandardInput()
        guard process.end() == 0 else {
            process.kill()
            throw .failed(SandboxedProcess.lastWords(of: process.child))
        }
    }
}
