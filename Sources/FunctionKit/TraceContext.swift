internal import Glibc

/// The trace that a request belongs to (W3C Trace Context, `traceparent`), or a new one.
struct TraceContext {
    /// 32 hexadecimal digits.
    let traceID: String

    init(traceparent: String?) {
        if let traceparent, let id = Self.traceID(in: traceparent) {
            traceID = id
        } else {
            // Every request comes by here: one system call for both halves.
            var id: (UInt64, UInt64) = (0, 0)
            let isRandom = withUnsafeMutableBytes(of: &id) { getentropy($0.baseAddress, $0.count) == 0 }
            precondition(isRandom, "no random numbers (errno \(errno))")
            traceID = Self.hexadecimal(id.0) + Self.hexadecimal(id.1)
        }
    }

    /// Nil for a header that is not of the form `00-TRACE-PARENT-FLAGS`, and for the id 0, which is none.
    private static func traceID(in text: String) -> String? {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].count == 2, parts[1].count == 32, parts[2].count == 16,
            parts[0...2].allSatisfy({ $0.allSatisfy(isHexadecimal) }),
            !parts[1].allSatisfy({ $0 == UInt8(ascii: "0") }),
            !parts[0].elementsEqual("ff".utf8)
        else { return nil }
        return String(decoding: parts[1], as: UTF8.self)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
