internal import CSandbox
internal import Glibc

/// A file without a name, for what a program is given beside its streams: no other user can find it, and nothing is left.
final class MemoryFile: Sendable {
    private static let closeOnExec: UInt32 = 1  // MFD_CLOEXEC, memfd_create(2)

    let descriptor: Int32

    init(_ bytes: [UInt8]) throws(ProcessError) {
        descriptor = memfd_create("intelligentic", Self.closeOnExec)
        guard descriptor >= 0 else { throw .failed("memfd_create: \(String(cString: strerror(errno)))") }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                close(descriptor)
                throw .failed("a file in memory: \(String(cString: strerror(errno)))")
            }
            rest = rest.dropFirst(max(0, count))
        }
        lseek(descriptor, 0, SEEK_SET)
    }

    deinit { close(descriptor) }
}
