import Glibc

/// One message on a standard stream.
enum Frame {
    /// The next frame; nil at the end of the input.
    static func read() -> [CChar]? {
        guard let header = bytes(4) else { return nil }
        let length = header.reversed().reduce(0) { $0 << 8 | Int(UInt8(bitPattern: $1)) }
        return bytes(length)
    }

    static func write(_ text: String) {
        let bytes = Array(text.utf8)
        var length = UInt32(bytes.count).littleEndian
        withUnsafeBytes(of: &length) { write(all: $0) }
        bytes.withUnsafeBytes { write(all: $0) }
    }

    private static func bytes(_ count: Int) -> [CChar]? {
        var isWhole = true
        let bytes = [CChar](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(STDIN_FILENO, buffer.baseAddress.map { $0 + filled }, count - filled)
                if got < 0 && errno == EINTR { continue }
                guard got > 0 else {
                    isWhole = false
                    return
                }
                filled += got
            }
        }
        return isWhole ? bytes : nil
    }

    private static func write(all bytes: UnsafeRawBufferPointer) {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(STDOUT_FILENO, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { exit(1) }
            written += count
        }
    }
}
