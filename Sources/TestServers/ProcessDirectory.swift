internal import ChildProcess
internal import Glibc
internal import Synchronization

/// The directory that holds everything that test servers of this process write, and their end.
enum ProcessDirectory {
    /// Short, because the path of a socket has at most 107 bytes.
    private static let prefix = "intelligentic-test-"
    private static let removalLimit = Duration.seconds(30)

    private static let servers = Mutex<[PrivateServer]>([])
    private static let counter = Atomic(0)

    private static let path: Result<String, TestServerError> = {
        removeLeftovers()
        var template = Array("/tmp/\(prefix)\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            return .failure(TestServerError("no temporary directory: \(String(cString: strerror(errno)))"))
        }
        atexit {
            ProcessDirectory.endServers()
            if case .success(let path) = ProcessDirectory.path { ProcessDirectory.remove(path) }
        }
        return .success(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }()

    /// Makes a new directory whose name starts with `name`.
    static func make(_ name: String) throws -> String {
        let number = counter.add(1, ordering: .relaxed).newValue
        let made = "\(try path.get())/\(name)\(number)"
        guard mkdir(made, 0o755) == 0 else {
            throw TestServerError("mkdir \(made): \(String(cString: strerror(errno)))")
        }
        return made
    }

    static func remove(_ path: String) {
        guard let child = try? ChildProcess("rm", ["-rf", path]) else { return }
        _ = child.wait(limit: removalLimit)
    }

    /// Ends a server when this process ends.
    static func register(_ server: PrivateServer) {
        servers.withLock { $0.append(server) }
    }

    private static func endServers() {
        for server in servers.withLock({ $0 }) { server.kill() }
    }

    /// Removes what test processes left behind that were killed. Their servers were killed with them.
    private static func removeLeftovers() {
        guard let listing = opendir("/tmp") else { return }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { text in
                String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name.hasPrefix(prefix), let pid = Int32(name.dropFirst(prefix.count).prefix { $0 != "-" }) else {
                continue
            }
            if Glibc.kill(pid, 0) != 0, errno == ESRCH { remove("/tmp/\(name)") }
        }
    }
}
