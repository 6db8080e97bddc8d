import ChildProcess
import Foundation
import TestServers

/// The wall clock of one slot of a platform, which a test sets.
final class ShiftedClock {
    private let file: FileHandle

    /// Starts the slot's program again, with a clock that can be set.
    init(of slot: String, on platform: Platform) throws {
        let (library, path) = ("\(platform.directory)/clock.so", "\(platform.directory)/clock-offset")
        let source = "\(TestServers.packageRoot)/Tests/shifted-clock/clock.c"
        let (status, _, error) = try ChildProcess.run(
            "clang", ["-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source], limit: .seconds(60))
        guard status.isSuccess else { throw Failure("clang: \(String(decoding: error, as: UTF8.self))") }
        try Data(count: MemoryLayout<Int64>.size).write(to: URL(filePath: path))
        file = try FileHandle(forWritingTo: URL(filePath: path))
        try platform.supervisor.addVariables(["LD_PRELOAD": library, "CLOCK_OFFSET_FILE": path], to: slot)
        try platform.supervisor.restart(slot)
    }

    /// Lets the clock go wrong by this much.
    func shift(by time: Duration) throws {
        var offset = time.components.seconds * 1_000_000
        try file.seek(toOffset: 0)
        try file.write(contentsOf: Data(bytes: &offset, count: MemoryLayout<Int64>.size))
    }
}
