internal import Glibc

/// Writes to and reads from a child at once: one after the other, both sides could wait for ever with full pipes.
struct Conversation {
    private(set) var output: [UInt8] = []
    private(set) var error: [UInt8] = []

    private static let chunkSize = 64 * 1_024

    private let child: ChildProcess
    private let outputLimit: Int
    private var input: ArraySlice<UInt8>
    private var outputIsOpen = true
    private var errorIsOpen = true

    init(with child: ChildProcess, input: [UInt8], outputLimit: Int) {
        self.child = child
        self.input = input[...]
        self.outputLimit = outputLimit
        if input.isEmpty { child.closeStandardInput() }
        for case let end? in [child.standardInput, child.standardOutput, child.standardError] {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    var isOpen: Bool { outputIsOpen || errorIsOpen }

    /// Waits until something can be read or written and does that.
    ///
    /// - Returns: false: `end` has passed.
    mutating func step(until end: ContinuousClock.Instant) throws -> Bool {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return false }
        var polled = [
            pollfd(fd: child.standardInput ?? -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: outputIsOpen ? child.standardOutput ?? -1 : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errorIsOpen ? child.standardError ?? -1 : -1, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = min(left / Duration.milliseconds(1), Double(Int32.max - 1)) + 1
        guard poll(&polled, nfds_t(polled.count), Int32(milliseconds)) > 0 else { return true }
        if polled[0].revents != 0 { write(to: polled[0].fd) }
        if polled[1].revents != 0 { outputIsOpen = try Self.read(polled[1].fd, into: &output, limit: outputLimit) }
        if polled[2].revents != 0 { errorIsOpen = try Self.read(polled[2].fd, into: &error, limit: outputLimit) }
        return true
    }

    private mutating func write(to descriptor: Int32) {
        let written = BrokenPipe.ignoring {
            input.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        }
        if written > 0 { input = input.dropFirst(written) }
        let failed = written < 0 && errno != EAGAIN && errno != EINTR
        // A child may end or close its input before it has read everything: no error.
        if input.isEmpty || failed { child.closeStandardInput() }
    }

    /// - Returns: false at the end of the stream.
    private static func read(_ descriptor: Int32, into bytes: inout [UInt8], limit: Int) throws -> Bool {
        let chunk = [UInt8](unsafeUninitializedCapacity: chunkSize) { buffer, count in
            count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 { count = 0 }
        }
        if chunk.isEmpty { return false }
        bytes += chunk
        if bytes.count > limit { throw ChildProcessError.outputLimit(limit) }
        return true
    }
}
