internal import Glibc

/// One connection of a client to a ``ScriptedServer``.
struct ScriptedConnection {
    let descriptor: Int32
    private var buffer: [UInt8] = []

    private static let chunkSize = 64 * 1_024
    private static let headLimit = 1_024 * 1_024

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads the next request; nil: the client has closed the connection, or does not speak HTTP/1.1.
    mutating func request() -> RecordedRequest? {
        guard let head = take(through: "\r\n\r\n") else { return nil }
        let lines = head.split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3 else { return nil }
        let headers = lines.dropFirst().compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        func header(_ name: String) -> String? { headers.first { $0.0.lowercased() == name }?.1 }
        if header("expect")?.lowercased() == "100-continue" { send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        let body =
            if header("transfer-encoding")?.lowercased() == "chunked" {
                takeChunks()
            } else {
                take(header("content-length").flatMap { Int($0) } ?? 0)
            }
        guard let body else { return nil }
        return RecordedRequest(
            method: String(words[0]), target: String(words[1]), headers: headers, body: body, arrivedAt: .now)
    }

    /// - Returns: false: the client has closed the connection.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private mutating func takeChunks() -> [UInt8]? {
        var body: [UInt8] = []
        while let line = take(through: "\r\n"), let size = Int(line.prefix { $0.isHexDigit }, radix: 16) {
            guard let chunk = take(size), take(2) != nil else { return nil }
            if size == 0 { return body }
            body += chunk
        }
        return nil
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    /// Takes the text before `end`, and drops `end`.
    private mutating func take(through end: String) -> String? {
        let end = Array(end.utf8)
        while true {
            if let range = buffer.firstRange(of: end) {
                defer { buffer.removeSubrange(..<range.upperBound) }
                return String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
            }
            guard buffer.count < Self.headLimit, fill() else { return nil }
        }
    }

    private mutating func fill() -> Bool {
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { space, count in
            count = max(0, recv(descriptor, space.baseAddress, space.count, 0))
        }
        buffer += chunk
        return !chunk.isEmpty
    }
}
