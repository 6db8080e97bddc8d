import Glibc

/// One message on a socket.
enum Frame {
    /// The next frame; nil at the end of the input.
    static func read(from socket: Int32) -> [CChar]? {
        guard let header = bytes(4, from: socket) else { return nil }
        let length = header.reversed().reduce(0) { $0 << 8 | Int(UInt8(bitPattern: $1)) }
        return bytes(length, from: socket)
    }

    /// Writes a string as a frame.
    ///
    /// - Returns: false when nobody reads.
    static func write(_ text: JV, to socket: Int32) -> Bool {
        text.withBytes { content in
            let length = withUnsafeBytes(of: UInt32(content.count).littleEndian, Array.init)
            return send(length, passing: nil, to: socket) && write(all: content, to: socket)
        }
    }

    /// Sends bytes, and with them a descriptor (unix(7), `SCM_RIGHTS`).
    ///
    /// - Returns: false when nobody reads.
    static func send(_ bytes: [UInt8], passing descriptor: Int32?, to socket: Int32) -> Bool {
        guard let descriptor else { return bytes.withUnsafeBytes { write(all: $0, to: socket) } }
        // struct cmsghdr, then the descriptor, up to the next multiple of eight (cmsg(3)).
        let header = MemoryLayout<cmsghdr>.size
        let control = UnsafeMutableRawBufferPointer.allocate(byteCount: header + 8, alignment: 8)
        defer { control.deallocate() }
        control.initializeMemory(as: UInt8.self, repeating: 0)
        let length = header + MemoryLayout<Int32>.size
        var start = cmsghdr()
        start.cmsg_len = length
        start.cmsg_level = SOL_SOCKET
        start.cmsg_type = Int32(SCM_RIGHTS)
        control.storeBytes(of: start, as: cmsghdr.self)
        control.storeBytes(of: descriptor, toByteOffset: header, as: Int32.self)
        var content = bytes
        let count = content.count
        return content.withUnsafeMutableBytes { content in
            var vector = iovec(iov_base: content.baseAddress, iov_len: count)
            return withUnsafeMutablePointer(to: &vector) { vector in
                var message = msghdr()
                message.msg_iov = vector
                message.msg_iovlen = 1
                message.msg_control = control.baseAddress
                message.msg_controllen = control.count
                var sent = sendmsg(socket, &message, Int32(MSG_NOSIGNAL))
                while sent < 0 && errno == EINTR { sent = sendmsg(socket, &message, Int32(MSG_NOSIGNAL)) }
                // A socket takes so few bytes whole.
                return sent == count
            }
        }
    }

    private static func bytes(_ count: Int, from socket: Int32) -> [CChar]? {
        var isWhole = true
        let bytes = [CChar](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(socket, buffer.baseAddress.map { $0 + filled }, count - filled)
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

    private static func write(all bytes: UnsafeRawBufferPointer, to socket: Int32) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = Glibc.send(
                socket, bytes.baseAddress.map { $0 + written }, bytes.count - written, Int32(MSG_NOSIGNAL))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }
}
