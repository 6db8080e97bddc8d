internal import Glibc

/// A TCP connection to 127.0.0.1 that sends whatever a test says, also what no HTTP client would.
package final class RawConnection {
    private let descriptor: Int32
    private var received: [UInt8] = []

    private static let chunkSize = 64 * 1_024
    private static let patience = Duration.seconds(30)

    package init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw TestServerError("cannot connect to port \(port)") }
    }

    deinit { close(descriptor) }

    /// - Returns: false: the server has closed the connection.
    @discardableResult
    package func send(_ text: String) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// All that comes until the server closes the connection.
    ///
    /// - Throws: it is still open after `patience`.
    package func answer(within patience: Duration = RawConnection.patience) throws -> String {
        let end = ContinuousClock.now + patience
        while try receive(until: end) {}
        return String(decoding: received, as: UTF8.self)
    }

    /// What has come, once `count` answers have begun.
    package func answers(_ count: Int) throws -> String {
        let end = ContinuousClock.now + Self.patience
        while statusCount < count, try receive(until: end) {}
        return String(decoding: received, as: UTF8.self)
    }

    /// Whether something has come, or the server has closed the connection, by now.
    package var isAnswered: Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) == 1
    }

    private var statusCount: Int {
        String(decoding: received, as: UTF8.self).split(separator: "HTTP/1.1 ", omittingEmptySubsequences: false).count
            - 1
    }

    /// - Returns: false: there will be no more.
    private func receive(until end: ContinuousClock.Instant) throws -> Bool {
        let left = max(.zero, end - .now).components
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let milliseconds = left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000
        guard poll(&watched, 1, Int32(clamping: milliseconds)) == 1 else {
            throw TestServerError("no end after: \(String(decoding: received, as: UTF8.self))")
        }
        var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        received += chunk[..<count]
        return true
    }
}
