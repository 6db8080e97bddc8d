import Glibc
import TextEncodings

/// Takes one answer of an identity provider, which a browser of this machine brings (RFC 8252, section 7.3).
struct LoopbackListener {
    /// How long the person may take.
    private static let limit = Duration.seconds(10 * 60)
    /// The most bytes of a request's first line.
    private static let lineLimit = 16 << 10
    /// What a browser may take to send that.
    private static let lineSeconds = 5
    private static let path = "/callback"

    private let listener: Int32
    private let port: UInt16

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                listener >= 0 && bind(listener, place, size) == 0 && listen(listener, 8) == 0
                    && getsockname(listener, place, &size) == 0
            }
        }
        guard isOpen else {
            throw Failure(.local, "No port of 127.0.0.1 can be listened at: \(String(cString: strerror(errno)))")
        }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Where the provider sends the browser.
    var redirectURI: String { "http://127.0.0.1:\(port)\(Self.path)" }

    /// Waits for the answer, and closes the listener.
    ///
    /// - Returns: the parameters of its query.
    func answer() throws -> [String: String] {
        defer { close(listener) }
        let deadline = ContinuousClock.now + Self.limit
        while true {
            var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            let rest = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            guard rest > 0, poll(&waiting, 1, Int32(rest)) >= 0 || errno == EINTR else {
                throw Failure(.refused, "Nobody came back from the identity provider within \(Self.limit).")
            }
            guard waiting.revents & Int16(POLLIN) != 0 else { continue }
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            defer { close(connection) }
            // A browser asks for its icon too.
            guard let target = Self.target(of: connection), target.hasPrefix(Self.path + "?") else {
                Self.reply(connection, "404 Not Found", "Nothing is here.")
                continue
            }
            Self.reply(connection, "200 OK", "You can close this page and go back to the terminal.")
            return Self.parameters(of: target.dropFirst(Self.path.count + 1))
        }
    }

    /// The target of a GET; nil for anything else.
    private static func target(of connection: Int32) -> String? {
        var limit = timeval(tv_sec: lineSeconds, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !line.contains(UInt8(ascii: "\n")) {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0, line.count < lineLimit else { return nil }
            line += buffer[..<count]
        }
        let words = String(
            decoding: line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }, as: UTF8.self
        )
        .split(separator: " ")
        return words.count == 3 && words[0] == "GET" ? String(words[1]) : nil
    }

    private static func parameters(of query: Substring) -> [String: String] {
        let pairs = query.split(separator: "&").compactMap { pair -> (String, String)? in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
                let value = PercentEncoding.decode(parts[1], plusIsSpace: true)
            else { return nil }
            return (name, value)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    private static func reply(_ connection: Int32, _ status: String, _ text: String) {
        let answer =
            "HTTP/1.1 \(status)\r\nContent-Type: text/plain\r\nContent-Length: \(text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
        _ = Array(answer.utf8).withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
    }
}
