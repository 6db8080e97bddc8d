/// What a program may take.
package struct ProcessLimits: Sendable, Hashable {
    package static let standardTimeLimit = Duration.seconds(60)
    /// The longest that can be asked for.
    package static let longestTimeLimit = Duration.seconds(3_600)
    /// Bytes of all its processes together, and of each one's data.
    package static let memoryLimit = 512 << 20
    /// Bytes of both streams together.
    package static let outputLimit = 1 << 20
    /// Processes and threads at one time.
    package static let processLimit = 64
    /// Bytes of all files in the scratch folder and `/tmp`, and of one file.
    package static let scratchLimit = 64 << 20
    /// Files and folders there.
    package static let fileLimit = 10_000
    package static let openFileLimit = 256
    /// Bytes of stdin.
    package static let inputLimit = 4_000_000
    /// Bytes of one argument, or of a shell's command line, as Linux has it (MAX_ARG_STRLEN, execve(2)).
    package static let argumentLimit = 131_071
    /// Bytes of all arguments and variables together; Linux takes 2 MiB.
    package static let argumentsLimit = 1 << 20

    /// From its start; the time in line does not count.
    package var time: Duration
    package var memory: Int
    package var output: Int
    package var processes: Int

    /// - Parameter time: cut to ``longestTimeLimit``.
    package init(
        time: Duration = standardTimeLimit, memory: Int = memoryLimit, output: Int = outputLimit,
        processes: Int = processLimit
    ) {
        self.time = min(time, Self.longestTimeLimit)
        self.memory = memory
        self.output = output
        self.processes = processes
    }
}
