import ChildProcess
import Glibc
import JSON

/// An evaluator that runs, and the socket to it.
final class EvaluatorProcess {
    /// After its input has ended.
    private static let endLimit = Duration.seconds(1)

    private let process: ChildProcess
    private let socket: Int32
    private let memory: Int

    init(_ executable: String, memory: Int) throws(JQError) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw .evaluatorLost("no socket for it (errno \(errno))")
        }
        defer { close(ends[1]) }
        do {
            process = try ChildProcess(
                executable, [String(memory)], environment: [:], input: .descriptor(ends[1]),
                output: .descriptor(ends[1]), error: .null)
        } catch {
            close(ends[0])
            throw .evaluatorLost("\(error)")
        }
        socket = ends[0]
        self.memory = memory
    }

    deinit {
        close(socket)
        process.terminate(SIGKILL)
        _ = process.wait(limit: Self.endLimit)
    }

    func exchange(_ request: [UInt8], time: Duration, outputLimit: Int) throws(JQError) -> JSON {
        let deadline = ContinuousClock.now + time
        var header = [UInt8](repeating: 0, count: 4)
        for place in 0..<4 { header[place] = UInt8(truncatingIfNeeded: request.count >> (8 * place)) }
        try send(header + request, until: deadline, time: time)
        let length = try receive(4, until: deadline, time: time).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= outputLimit else { throw .outputLimit(outputLimit) }
        do {
            return try JSON(parsing: try receive(length, until: deadline, time: time))
        } catch let error as JQError {
            throw error
        } catch {
            throw .evaluatorLost("its answer cannot be read: \(error)")
        }
    }

    private func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant, time: Duration) throws(JQError) {
        var sent = 0
        while sent < bytes.count {
            try wait(for: POLLOUT, until: deadline, time: time)
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    socket, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
            }
            if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            guard count > 0 else { throw failure }
            sent += count
        }
    }

    private func receive(
        _ count: Int, until deadline: ContinuousClock.Instant, time: Duration
    ) throws(JQError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            try wait(for: POLLIN, until: deadline, time: time)
            let got = bytes.withUnsafeMutableBytes { buffer in
                recv(socket, buffer.baseAddress.map { $0 + filled }, buffer.count - filled, Int32(MSG_DONTWAIT))
            }
            if got < 0 && (errno == EINTR || errno == EAGAIN) { continue }
            guard got > 0 else { throw failure }
            filled += got
        }
        return bytes
    }

    private func wait(
        for event: Int32, until deadline: ContinuousClock.Instant, time: Duration
    ) throws(JQError) {
        while true {
            let rest = deadline - .now
            guard rest > .zero else { throw .timeLimit(time) }
            var descriptor = pollfd(fd: socket, events: Int16(event), revents: 0)
            let milliseconds = rest.components.seconds * 1_000 + rest.components.attoseconds / 1_000_000_000_000_000
            if poll(&descriptor, 1, Int32(clamping: milliseconds + 1)) > 0 { return }
        }
    }

    /// What the end of the process means: libjq aborts without memory, and overflows its stack on deep recursion.
    private var failure: JQError {
        switch process.wait(limit: Self.endLimit) {
        case .signaled(SIGABRT), .signaled(SIGSEGV): .memoryLimit(memory)
        case .exited(let code): .evaluatorLost("the evaluator ended with status \(code)")
        case .signaled(let signal): .evaluatorLost("the evaluator was ended by signal \(signal)")
        case nil: .evaluatorLost("the evaluator closed its socket")
        }
    }
}
