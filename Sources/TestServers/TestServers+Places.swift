internal import Glibc

extension TestServers {
    /// The repository, also when it is built through symbolic links.
    package static let packageRoot: String = {
        let file = realPath(#filePath) ?? #filePath
        return directory(of: directory(of: directory(of: file)))
    }()

    /// Where the built programs are: beside the running test program.
    package static let binaries: String = directory(of: realPath("/proc/self/exe") ?? CommandLine.arguments[0])

    /// Runs a test with a directory that is removed afterwards. Its path is short enough for sockets in it.
    @discardableResult
    package static func temporaryDirectory<T>(_ body: (String) throws -> T) throws -> T {
        let path = try ProcessDirectory.make("files")
        defer { ProcessDirectory.remove(path) }
        return try body(path)
    }

    /// Runs a test with a directory that is removed afterwards. Its path is short enough for sockets in it.
    @discardableResult
    package static func temporaryDirectory<T>(
        isolation: isolated (any Actor)? = #isolation, _ body: (String) async throws -> T
    ) async throws -> T {
        let path = try ProcessDirectory.make("files")
        defer { ProcessDirectory.remove(path) }
        return try await body(path)
    }

    /// A TCP port of 127.0.0.1 on which nobody listened a moment ago.
    package static func freePort() -> Int {
        let listener = ListeningSocket()
        defer { listener.close() }
        return listener.port
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func directory(of path: String) -> String {
        path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }
}
