/// Status lines and headers as libcurl brings them: line by line.
struct ResponseHead {
    private(set) var headers: [(String, String)] = []
    /// Of all lines, those of interim answers too.
    private(set) var byteCount = 0
    private var isComplete = false

    mutating func take(_ line: UnsafeRawBufferPointer) {
        byteCount += line.count
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // What came before was an interim answer such as 100.
            headers = []
            isComplete = false
            return
        }
        // Trailers say nothing that a caller could have asked for.
        if isComplete { return }
        guard let colon = text.firstIndex(of: ":") else {
            isComplete = text.allSatisfy(\.isWhitespace)
            return
        }
        let value = text[text.index(after: colon)...].drop(while: \.isWhitespace)
        headers.append((String(text[..<colon]), String(value.trimmingEnd)))
    }
}

extension Substring {
    fileprivate var trimmingEnd: Substring {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
