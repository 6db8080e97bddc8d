import Foundation
import Synchronization
import TestServers

/// Watches the memory of a platform's worker: the proportional set size of the process, without its evaluators.
final class WorkerMemory: Sendable {
    /// What a worker keeps under, in bytes, whatever the sizes of its runs.
    static let limit = 300 << 20

    private let peak = Atomic<Int>(0)
    private let isOver = Atomic<Bool>(false)
    private static let pause: useconds_t = 20_000

    /// - Returns: the most that a look has found while `body` ran, in bytes.
    static func peak(of platform: Platform, while body: () throws -> Void) throws -> Int {
        guard let pid = platform.supervisor.pid(of: "daemons/worker/1") else { throw Failure("there is no worker") }
        let watch = WorkerMemory()
        let ended = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while !watch.isOver.load(ordering: .acquiring) {
                watch.look(at: pid)
                usleep(Self.pause)
            }
            ended.signal()
        }
        defer {
            watch.isOver.store(true, ordering: .releasing)
            ended.wait()
        }
        try body()
        watch.look(at: pid)
        guard platform.supervisor.pid(of: "daemons/worker/1") == pid else { throw Failure("the worker has ended") }
        let peak = watch.peak.load(ordering: .acquiring)
        guard peak > 0 else { throw Failure("the worker's memory cannot be read") }
        return peak
    }

    private func look(at pid: Int32) {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8) else { return }
        for line in text.split(separator: "\n") where line.hasPrefix("Pss:") {
            let kilobytes = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            _ = peak.max(kilobytes << 10, ordering: .acquiringAndReleasing)
        }
    }
}
