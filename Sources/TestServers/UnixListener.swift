internal import Glibc

/// A Unix socket that listens at a path, as spawn-fcgi or systemd hands it to a program.
package struct UnixListener: Sendable {
    private static let backlog: Int32 = 1_024

    package let descriptor: Int32

    /// - Parameter path: nothing may be there; anybody may connect.
    package init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        // nginx's workers are another user.
        guard isBound, chmod(path, 0o666) == 0, listen(descriptor, Self.backlog) == 0 else {
            throw TestServerError("cannot listen on \(path): \(String(cString: strerror(errno)))")
        }
    }

    package func close() {
        Glibc.close(descriptor)
    }
}
