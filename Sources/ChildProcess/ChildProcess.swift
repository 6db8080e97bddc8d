internal import CSpawn
internal import Glibc
internal import Synchronization

/// A program started by this one.
///
/// It starts with no blocked and no ignored signals and with no descriptors but its three streams and those it is given. It goes on when this
/// value goes away; with `parentDeathSignal` it ends when this process does, even when that is killed.
package final class ChildProcess: Sendable {
    /// Where one of the three standard streams leads.
    package enum Stream: Sendable {
        case null, inherit
        /// A pipe whose other end this process holds.
        case pipe
        /// The file at this path; output is appended, and the file is made when missing.
        case file(String)
        case descriptor(Int32)
    }

    package let pid: Int32
    private let life: ChildLife
    private let ends: Mutex<[Int32?]>

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - descriptors: what the child has as 3, 4 and so on, 13 at most; they stay the caller's.
    ///   - executable: a path, or a name that is looked for in `PATH` and the `sbin` directories.
    ///   - environment: all variables of the child; nil: those of this process.
    ///   - parentDeathSignal: the signal that the kernel sends the child when this process ends.
    ///   - ownGroup: puts the child at the head of a process group; ``terminate(_:)`` then reaches its children too.
    /// - Throws: ``ChildProcessError``.
    package init(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil,
        workingDirectory: String? = nil, input: Stream = .null, output: Stream = .inherit, error: Stream = .inherit,
        descriptors: [Int32] = [], parentDeathSignal: Int32? = nil, ownGroup: Bool = false
    ) throws {
        var command = [try Executable.path(of: executable)] + arguments
        if let parentDeathSignal {
            // posix_spawn cannot ask for it, and code between fork and exec is not safe in a process with threads.
            guard let name = sigabbrev_np(parentDeathSignal) else {
                throw ChildProcessError.system(call: "signal \(parentDeathSignal)", code: EINVAL)
            }
            command = [try Executable.path(of: "setpriv"), "--pdeathsig", String(cString: name), "--"] + command
        }
        var streams = StandardStreams()
        defer { streams.closeChildEnds() }
        try streams.open(input, number: STDIN_FILENO)
        try streams.open(output, number: STDOUT_FILENO)
        try streams.open(error, number: STDERR_FILENO)
        for descriptor in descriptors { try streams.pass(descriptor) }

        life = ChildLife(ownGroup: ownGroup)
        pid = try life.start(
            Spawn(
                command: command, environment: environment.map(Self.measured)?.map { "\($0.key)=\($0.value)" },
                workingDirectory: workingDirectory, descriptors: streams.childEnds, ownGroup: ownGroup))
        ends = Mutex(streams.takeOwnEnds())
    }

    deinit {
        for number in 0...2 { closeEnd(number) }
    }

    /// The writing end of the child's input; nil without `.pipe` and when closed.
    package var standardInput: Int32? { ends.withLock { $0[0] } }
    /// The reading end of the child's output; nil without `.pipe`.
    package var standardOutput: Int32? { ends.withLock { $0[1] } }
    /// The reading end of the child's error stream; nil without `.pipe`.
    package var standardError: Int32? { ends.withLock { $0[2] } }

    /// Closes the pipe, so that the child reads the end of its input.
    package func closeStandardInput() {
        closeEnd(0)
    }

    /// Sends a signal unless the child has ended; never reaches a later process that was given the same pid.
    package func terminate(_ signal: Int32 = SIGTERM) {
        life.signal(signal)
    }

    /// Waits for the end of the child, for `limit` at most.
    ///
    /// - Returns: nil: it still runs.
    package func wait(limit: Duration) -> ExitStatus? {
        life.wait(limit: limit)
    }

    /// In a debug build, a child with an environment of its own writes its coverage where this process does.
    private static func measured(_ environment: [String: String]) -> [String: String] {
        #if DEBUG
            guard let place = getenv(coverageVariable) else { return environment }
            return environment.merging([coverageVariable: String(cString: place)]) { given, _ in given }
        #else
            return environment
        #endif
    }

    #if DEBUG
        /// Of LLVM's profiling runtime.
        private static let coverageVariable = "LLVM_PROFILE_FILE"
    #endif

    private func closeEnd(_ number: Int) {
        ends.withLock { ends in
            if let descriptor = ends[number] { close(descriptor) }
            ends[number] = nil
        }
    }
}
