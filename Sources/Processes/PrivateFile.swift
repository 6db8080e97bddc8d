internal import Glibc

/// A file that only its owner can read, for as long as this value lives.
final class PrivateFile: Sendable {
    let path: String

    init(_ text: String) throws(ProcessError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/intelligentic-XXXXXX".utf8CString)
        // mkstemp(3) makes it with mode 0600.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw .failed("a file in \(folder): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        path = template.withUnsafeBytes { String(decoding: $0.dropLast(), as: UTF8.self) }
        let bytes = Array(text.utf8)
        guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else {
            throw .failed("a file in \(folder): \(String(cString: strerror(errno)))")
        }
    }

    deinit { unlink(path) }
}
