internal import Glibc

/// A file without a name, for this user only: gone with this process, however that ends.
final class UnnamedFile {
    let descriptor: Int32

    init() throws(BackupError) {
        var name = Array("/tmp/intelligentic.XXXXXX".utf8CString)
        // Made with mode 600.
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw .unwritable(path: "/tmp", reason: String(cString: strerror(errno)))
        }
        // Programs that others start meanwhile must not have it.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(&name)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// For programs that this one starts, as long as this value lives.
    var path: String { "/proc/\(getpid())/fd/\(descriptor)" }

    /// The first bytes as text.
    func text(limit: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: limit)
        let count = pread(descriptor, &bytes, limit, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}
