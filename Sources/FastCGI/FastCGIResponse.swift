internal import CFastCGI

/// What a handler answers.
package struct FastCGIResponse: Sendable {
    package let status: Int
    package let reason: String
    package let headers: [(String, String)]
    package let body: [UInt8]

    package init(status: Int, reason: String, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.reason = reason
        self.headers = headers
        self.body = body
    }

    /// Status and headers as CGI has them (RFC 3875, section 6).
    ///
    /// A line break in a header would let a value write headers of its own: such an answer becomes an empty 500.
    var head: String {
        var head = "Status: \(status) \(reason)\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        let lineBreaks = head.utf8.count { $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") || $0 == 0 }
        guard lineBreaks == 2 * (headers.count + 1) else { return "Status: 500 Internal Server Error\r\n\r\n" }
        return head + "Content-Length: \(body.count)\r\n\r\n"
    }

    func write(to stream: UnsafeMutablePointer<FCGX_Stream>) {
        let head = head
        Self.put(Array(head.utf8), to: stream)
        if !head.hasPrefix("Status: 500 Internal Server Error\r\n\r\n") { Self.put(body, to: stream) }
    }

    private static func put(_ bytes: [UInt8], to stream: UnsafeMutablePointer<FCGX_Stream>) {
        guard !bytes.isEmpty else { return }
        _ = bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { FCGX_PutStr($0.baseAddress, Int32($0.count), stream) }
        }
    }
}
