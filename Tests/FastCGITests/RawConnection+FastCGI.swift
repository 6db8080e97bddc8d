import Foundation

/// The client's side of FastCGI 1.0 (section 3 of its specification), one request at a time.
extension RawConnection {
    enum RecordType: UInt8 {
        case beginRequest = 1
        case endRequest = 3
        case parameters = 4
        case input = 5
        case output = 6
    }

    /// The longest wait for the server.
    private static let answerLimit = 20

    /// Sends a whole request.
    func ask(_ parameters: [(String, [UInt8])] = [], body: [UInt8] = [], isKept: Bool = true) {
        send(Self.opening(parameters + [("CONTENT_LENGTH", Array("\(body.count)".utf8))], isKept: isKept))
        // A record holds 65,535 bytes at most; short ones, padded in several ways, are harder to put together.
        for start in stride(from: 0, to: body.count, by: 1_000) {
            send(Self.record(.input, Array(body[start..<min(start + 1_000, body.count)]), padding: start / 1_000 % 8))
        }
        send(Self.record(.input, []))
    }

    /// What the server wrote to its output until it ended the request; nil when the connection ends before, or nothing comes.
    func answer() -> String? {
        var limit = timeval(tv_sec: Self.answerLimit, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var output: [UInt8] = []
        while let header = receive(8), let content = receive(Int(header[4]) << 8 | Int(header[5])),
            receive(Int(header[6])) != nil
        {
            switch RecordType(rawValue: header[1]) {
            case .output: output += content
            case .endRequest: return String(decoding: output, as: UTF8.self)
            default: continue
            }
        }
        return nil
    }

    /// No more bytes come from this side.
    func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Sends on until the server has no end of the connection any more; false: it still has after ten seconds.
    func isRefused() -> Bool {
        let end = ContinuousClock.now + .seconds(10)
        var byte: UInt8 = 0
        while ContinuousClock.now < end {
            if Foundation.send(descriptor, &byte, 1, Int32(MSG_NOSIGNAL)) < 0 { return true }
            usleep(10_000)
        }
        return false
    }

    /// Everything before the body.
    static func opening(_ parameters: [(String, [UInt8])], isKept: Bool = true) -> [UInt8] {
        let pairs = parameters.flatMap { length($0.0.utf8.count) + length($0.1.count) + Array($0.0.utf8) + $0.1 }
        return record(.beginRequest, [0, 1, isKept ? 1 : 0, 0, 0, 0, 0, 0]) + record(.parameters, pairs)
            + record(.parameters, [])
    }

    static func record(_ type: RecordType, _ content: [UInt8], padding: Int = 0) -> [UInt8] {
        let header = [
            1, type.rawValue, 0, 1, UInt8(content.count >> 8), UInt8(content.count & 0xFF), UInt8(padding), 0,
        ]
        return header + content + [UInt8](repeating: 0, count: padding)
    }

    private static func length(_ count: Int) -> [UInt8] {
        guard count >= 128 else { return [UInt8(count)] }
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: (count | 1 << 31) >> $0) }
    }

    private func receive(_ count: Int) -> [UInt8]? {
        guard count > 0 else { return [] }
        var bytes = [UInt8](repeating: 0, count: count)
        return recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count ? bytes : nil
    }
}
