internal import ChildProcess
internal import Glibc

/// A program that runs in a sandbox of its own.
final class SandboxedProcess: Sendable {
    /// After a kill, for the kernel to end what is left.
    private static let endLimit = Duration.seconds(10)
    private static let reportLimit = Duration.seconds(10)

    /// Bubblewrap, outside.
    let child: ChildProcess
    /// The first process inside.
    let first: WatchedProcess
    private let user: SandboxUser?

    /// - Parameters:
    ///   - files: what the program finds in ``SandboxCommand/files``; the first one is read by the shell that starts it.
    ///   - program: its absolute path, and its arguments.
    init(
        _ command: SandboxCommand, _ user: SandboxUser?, files: [(name: String, content: [UInt8])], program: [String]
    ) throws(ProcessError) {
        self.user = user
        let filter = try MemoryFile(SystemCallFilter.bytes)
        var contents: [MemoryFile] = []
        for file in files { contents.append(try MemoryFile(file.content)) }
        let report = try Self.pipe()
        defer { close(report.read) }
        let start: (read: Int32, write: Int32)
        do throws(ProcessError) {
            start = try Self.pipe()
        } catch {
            close(report.write)
            throw error
        }
        // The program begins when this end is closed: by then it is watched, however soon it ends.
        defer { close(start.write) }

        let words = command.words(files: files.map(\.name), program: program)
        do {
            defer {
                close(report.write)
                close(start.read)
            }
            child = try ChildProcess(
                words[0], Array(words.dropFirst()), environment: ["PATH": "/usr/bin"], workingDirectory: "/",
                input: .pipe, output: .pipe, error: .pipe,
                descriptors: [report.write, filter.descriptor, start.read] + contents.map(\.descriptor))
        } catch {
            throw .failed("\(error)")
        }
        guard let pid = Self.pid(from: report.read), let first = WatchedProcess(pid: pid) else {
            child.terminate(SIGKILL)
            throw .sandboxUnavailable(reason: Self.lastWords(of: child))
        }
        self.first = first
    }

    /// Ends every process of the sandbox. Does not wait.
    func kill() {
        first.kill()
    }

    /// Waits for the end of every process in the sandbox and of bubblewrap.
    ///
    /// - Returns: the exit code; nil: something cannot be ended.
    func end() -> Int? {
        guard first.hasEnded(within: Self.endLimit), let status = child.wait(limit: Self.endLimit) else {
            child.terminate(SIGKILL)
            return nil
        }
        switch status {
        case .exited(let code): return Int(code)
        case .signaled(let signal): return 128 + Int(signal)
        }
    }

    private static func pipe() throws(ProcessError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .failed("pipe: \(String(cString: strerror(errno)))") }
        // A child started meanwhile closes what is not its own.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Reads `"child-pid": 123` of what bubblewrap reports when it has made the namespaces.
    private static func pid(from descriptor: Int32) -> Int32? {
        let end = ContinuousClock.now + reportLimit
        var text = ""
        while !text.contains("}") {
            var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard .now < end else { return nil }
            guard poll(&polled, 1, 1_000) > 0 else { continue }
            let bytes = [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, count in
                count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
            }
            if bytes.isEmpty { return nil }
            text += String(decoding: bytes, as: UTF8.self)
        }
        guard let match = text.firstMatch(of: #/"child-pid": (\d+)/#) else { return nil }
        return Int32(match.1)
    }

    /// What it wrote to stderr before it ended.
    static func lastWords(of child: ChildProcess) -> String {
        let status = child.wait(limit: endLimit)
        let bytes = [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, count in
            count = child.standardError.map { max(0, read($0, buffer.baseAddress, buffer.count)) } ?? 0
        }
        let text = String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined(separator: "; ")
        return text.isEmpty ? "bubblewrap ended with \(status.map { "\($0)" } ?? "nothing")" : text
    }
}
