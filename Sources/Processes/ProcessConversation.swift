internal import ChildProcess
internal import Glibc

/// Gives a program its input and takes its output until it has ended, within its limits.
struct ProcessConversation {
    private(set) var output: [UInt8] = []
    private(set) var error: [UInt8] = []

    private static let chunkSize = 64 * 1_024
    /// How often limits that only show from outside are looked at.
    private static let interval = Duration.milliseconds(50)

    private let child: ChildProcess
    private let watched: WatchedProcess
    private let limits: ProcessLimits
    private var input: ArraySlice<UInt8>
    private var outputIsOpen = true
    private var errorIsOpen = true

    init(with child: ChildProcess, _ watched: WatchedProcess, input: [UInt8], limits: ProcessLimits) {
        self.child = child
        self.watched = watched
        self.limits = limits
        self.input = input[...]
        if input.isEmpty { child.closeStandardInput() }
        for case let end? in [child.standardInput, child.standardOutput, child.standardError] {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
    }

    /// Returns when the program has ended.
    ///
    /// - Parameter examine: called now and then; what it throws ends the conversation.
    mutating func hold(examine: () throws(ProcessError) -> Void) throws(ProcessError) {
        let end = ContinuousClock.now + limits.time
        var nextLook = ContinuousClock.now + Self.interval
        while true {
            let now = ContinuousClock.now
            guard now < end else { throw .timeLimit(limits.time) }
            if now >= nextLook {
                try examine()
                nextLook = .now + Self.interval
            }
            if try step(for: min(end, nextLook) - now) { return }
        }
    }

    /// - Returns: the program has ended, and all that it wrote is here.
    private mutating func step(for limit: Duration) throws(ProcessError) -> Bool {
        var polled = [
            pollfd(fd: child.standardInput ?? -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: outputIsOpen ? child.standardOutput ?? -1 : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errorIsOpen ? child.standardError ?? -1 : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: watched.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polled, nfds_t(polled.count), Int32(max(.zero, limit) / .milliseconds(1)) + 1) > 0 else {
            return false
        }
        if polled[0].revents != 0 { write(to: polled[0].fd) }
        if polled[1].revents != 0 { outputIsOpen = try read(polled[1].fd, into: \.output) }
        if polled[2].revents != 0 { errorIsOpen = try read(polled[2].fd, into: \.error) }
        guard polled[3].revents != 0 else { return false }
        try takeRest()
        return true
    }

    /// What is still in the pipes. Nobody writes to them any more, so this ends.
    private mutating func takeRest() throws(ProcessError) {
        if outputIsOpen, let descriptor = child.standardOutput {
            while try read(descriptor, into: \.output) {}
        }
        if errorIsOpen, let descriptor = child.standardError {
            while try read(descriptor, into: \.error) {}
        }
    }

    private mutating func write(to descriptor: Int32) {
        let written = BrokenPipe.ignoring {
            input.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        }
        if written > 0 { input = input.dropFirst(written) }
        let failed = written < 0 && errno != EAGAIN && errno != EINTR
        // A program may end or close its input before it has read everything: no error.
        if input.isEmpty || failed { child.closeStandardInput() }
    }

    /// - Returns: false at the end of the stream, and where nothing is there now.
    private mutating func read(
        _ descriptor: Int32, into stream: WritableKeyPath<Self, [UInt8]>
    ) throws(ProcessError) -> Bool {
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.chunkSize) { buffer, count in
            count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count < 0 { count = 0 }
        }
        self[keyPath: stream] += chunk
        if output.count + error.count > limits.output { throw .outputLimit(limits.output) }
        return !chunk.isEmpty
    }
}
