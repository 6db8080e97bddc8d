import Foundation

/// A socket that listens at a path.
struct UnixListener {
    struct Failure: Error {
        let code: Int32
    }

    let descriptor: Int32

    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        // nginx's workers are another user.
        guard isBound, chmod(path, 0o666) == 0, listen(descriptor, 128) == 0 else { throw Failure(code: errno) }
    }

    func close() {
        Foundation.close(descriptor)
    }
}
