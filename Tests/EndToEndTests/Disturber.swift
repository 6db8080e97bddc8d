import Foundation
import Redis
import Synchronization
import TestServers

/// Kills something of a platform every second, until it is told to stop.
final class Disturber: Sendable {
    private static let pause: useconds_t = 1_000_000

    private struct State {
        var isStopped = false
        var deeds: [String: Int] = [:]
        /// When a worker, or the database, was killed.
        var kills: [ContinuousClock.Instant] = []
        var error: (any Error)?
    }

    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameter workers: the slots of the workers.
    init(_ platform: Platform, workers: [String]) {
        nonisolated(unsafe) let platform = platform
        Thread.detachNewThread { [self] in
            while !state.withLock(\.isStopped) {
                usleep(Self.pause)
                do {
                    try disturb(platform, workers)
                } catch {
                    state.withLock { state in
                        state.error = error
                        state.isStopped = true
                    }
                }
            }
            ended.signal()
        }
    }

    /// What was done, and how often.
    var deeds: [String: Int] { state.withLock(\.deeds) }
    var kills: [ContinuousClock.Instant] { state.withLock(\.kills) }

    /// All runs again when this returns.
    func stop() throws {
        state.withLock { $0.isStopped = true }
        ended.wait()
        if let error = state.withLock(\.error) { throw error }
    }

    private func disturb(_ platform: Platform, _ workers: [String]) throws {
        switch Int.random(in: 0..<9) {
        case 0, 1, 2:
            note("worker", isKill: true)
            try platform.supervisor.kill(workers.randomElement() ?? "")
        case 3:
            note("MariaDB", isKill: true)
            platform.mariadb.kill()
            try platform.mariadb.start()
        case 4:
            note("Redis")
            platform.redis.kill()
            try platform.redis.start()
        case 5:
            note("Redis emptied")
            try Redis(platform.redis.configuration).send("FLUSHALL")
        case 6:
            note("auditor")
            try platform.supervisor.kill("daemons/auditor/1")
        default:
            note("function")
            let function = ["auth", "workflows", "events"].randomElement() ?? ""
            try platform.supervisor.kill(platform.supervisor.slots(of: "functions/\(function)").randomElement() ?? "")
        }
    }

    private func note(_ deed: String, isKill: Bool = false) {
        state.withLock { state in
            state.deeds[deed, default: 0] += 1
            if isKill { state.kills.append(.now) }
        }
    }
}
