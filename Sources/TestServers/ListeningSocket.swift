internal import Glibc

/// A TCP socket that listens on 127.0.0.1.
struct ListeningSocket: Sendable {
    let descriptor: Int32
    let port: Int

    private static let backlog: Int32 = 128

    /// - Parameter port: 0: any free one.
    init(port: Int = 0) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && listen(descriptor, Self.backlog) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        precondition(isBound, "cannot listen on 127.0.0.1:\(port): \(String(cString: strerror(errno)))")
        self.descriptor = descriptor
        self.port = Int(in_port_t(bigEndian: address.sin_port))
    }

    func close() {
        Glibc.close(descriptor)
    }
}
