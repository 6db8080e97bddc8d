internal import Glibc

/// A connected socket, with a time limit on everything.
final class Channel {
    /// The other side is gone.
    struct Broken: Error {}

    private let socket: Int32

    /// Takes over `socket`.
    init(_ socket: Int32) {
        self.socket = socket
    }

    deinit {
        close(socket)
    }

    /// Sends a frame: four bytes of length, least significant first, then the content.
    ///
    /// - Throws: `Broken`, `JQError`.
    func send(frame content: [UInt8], _ allowance: inout Allowance) throws {
        var bytes = Self.bytes(UInt32(content.count))
        bytes += content
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    socket, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try allowance.wait(for: POLLOUT, on: socket)
            } else if errno != EINTR {
                throw Broken()
            }
        }
    }

    /// The content of a frame.
    ///
    /// - Throws: `Broken`, `JQError`; `outputLimit` for one that is longer than `limit`.
    func receiveFrame(limit: Int, _ allowance: inout Allowance) throws -> [UInt8] {
        let length = try receive(4, &allowance).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= limit else { throw JQError.outputLimit(limit) }
        return try receive(length, &allowance)
    }

    func receive(_ count: Int, _ allowance: inout Allowance) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            try allowance.wait(for: POLLIN, on: socket)
            let got = bytes.withUnsafeMutableBytes { buffer in
                recv(
                    socket, buffer.baseAddress.map { $0 + filled }, buffer.count - filled,
                    Int32(MSG_DONTWAIT))
            }
            if got < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            guard got > 0 else { throw Broken() }
            filled += got
        }
        return bytes
    }

    /// Receives bytes that were sent at once, and the descriptor that came with them (unix(7), `SCM_RIGHTS`).
    func receiveWithDescriptor(_ count: Int, _ allowance: inout Allowance) throws -> ([UInt8], Int32?) {
        // struct cmsghdr, then the descriptor, up to the next multiple of eight (cmsg(3)).
        let header = MemoryLayout<cmsghdr>.size
        let control = UnsafeMutableRawBufferPointer.allocate(byteCount: header + 8, alignment: 8)
        defer { control.deallocate() }
        var bytes = [UInt8](repeating: 0, count: count)
        var got = -1
        var controlLength = 0
        repeat {
            try allowance.wait(for: POLLIN, on: socket)
            got = bytes.withUnsafeMutableBytes { content in
                var vector = iovec(iov_base: content.baseAddress, iov_len: count)
                return withUnsafeMutablePointer(to: &vector) { vector in
                    var message = msghdr()
                    message.msg_iov = vector
                    message.msg_iovlen = 1
                    message.msg_control = control.baseAddress
                    message.msg_controllen = control.count
                    let got = recvmsg(
                        socket, &message, Int32(MSG_DONTWAIT) | Int32(MSG_CMSG_CLOEXEC))
                    controlLength = message.msg_controllen
                    return got
                }
            }
        } while got < 0 && (errno == EINTR || errno == EAGAIN)
        let hasDescriptor = got > 0 && controlLength >= header + MemoryLayout<Int32>.size
        let descriptor = hasDescriptor ? control.load(fromByteOffset: header, as: Int32.self) : nil
        guard got == count else {
            if let descriptor { close(descriptor) }
            throw Broken()
        }
        return (bytes, descriptor)
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian, Array.init)
    }
}
