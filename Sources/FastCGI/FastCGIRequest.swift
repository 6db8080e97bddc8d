internal import CFastCGI
internal import Glibc

/// One request (FastCGI 1.0, role Responder). Good until it is answered, on the thread that handles it.
package struct FastCGIRequest {
    /// The variables that the web server set. What is not UTF-8 in them comes with U+FFFD in its place.
    package let parameters: [String: String]
    private let stream: UnsafeMutablePointer<FCGX_Stream>
    private let received: () -> Void

    /// - Parameter received: called when no more is to be read.
    init(_ request: UnsafeMutablePointer<FCGX_Request>, received: @escaping () -> Void) {
        stream = request.pointee.in
        self.received = received
        var parameters: [String: String] = [:]
        var next = request.pointee.envp
        while let entry = next?.pointee {
            if let equals = strchr(entry, Int32(UInt8(ascii: "="))) {
                let name = UnsafeRawBufferPointer(start: entry, count: equals - entry)
                parameters[String(decoding: name, as: UTF8.self)] = String(cString: equals + 1)
            }
            next = next?.successor()
        }
        self.parameters = parameters
        if contentLength == 0 { received() }
    }

    private var contentLength: Int { Int(parameters["CONTENT_LENGTH"] ?? "") ?? 0 }

    /// The body, of which `CONTENT_LENGTH` tells the size. Call it once.
    ///
    /// - Parameter limit: the most bytes.
    package func body(limit: Int) throws(FastCGIError) -> [UInt8] {
        let length = contentLength
        guard length <= limit else { throw .tooLarge(limit: limit) }
        guard length > 0 else { return [] }
        let bytes = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            count = buffer.withMemoryRebound(to: CChar.self) {
                Int(FCGX_GetStr($0.baseAddress, Int32($0.count), stream))
            }
        }
        guard bytes.count == length else { throw .incomplete }
        received()
        return bytes
    }
}
