import Database
import Foundation
import Identity
import JSON
import Synchronization
import TestServers
import Testing

/// What the runs of the chaos call, and what it has seen.
struct ChaosService {
    let server: ScriptedServer

    /// How many of a run's first attempts `/flaky` refuses.
    private static let refusals = 2

    init() {
        let refused = Mutex<[String: Set<String>]>([:])
        server = ScriptedServer { request in
            if request.path == "/v1/chat/completions" { return Self.completion }
            let n = (try? JSON(parsing: request.body))?["n"]?.int ?? 0
            let key = request.header("Idempotency-Key") ?? ""
            let run = String(key.prefix(36))
            // A key that comes again is answered as it was.
            let isRefused =
                request.path == "/flaky"
                && refused.withLock { refused in
                    if refused[run, default: []].count < Self.refusals { refused[run, default: []].insert(key) }
                    return refused[run, default: []].contains(key)
                }
            return isRefused
                ? .json(["no": true], status: 503, delay: .milliseconds(10))
                : .json(["n": JSON(n + 1)], delay: .milliseconds(.random(in: 5...60)))
        }
    }

    /// No call comes after its result was committed, and none comes again but after a disturbance.
    ///
    /// - Parameter disturbances: when something was killed that may make a worker give up its runs.
    func expectNoNeedlessCall(_ database: Database, disturbances: [ContinuousClock.Instant]) throws {
        var committed: [String: Timestamp] = [:]
        for row in try database.query("SELECT run_id, entry, created_at FROM journal") {
            let run: Identifier<ChaosService> = try row.get("run_id")
            let entry = try JSON(parsing: row.get("entry", as: String.self))
            committed["\(run)-\(try #require(entry["ordinal"]?.int))"] = try row.get("created_at")
        }
        let (wall, clock) = (Timestamp.now, ContinuousClock.now)
        let requests = Dictionary(grouping: server.requests) { $0.header("Idempotency-Key") ?? "none" }
        for (key, several) in requests {
            let time = try #require(committed[key], "a call whose result is in no journal: \(key)")
            let arrivals = several.map(\.arrivedAt).sorted()
            let last = wall + clock.duration(to: arrivals[arrivals.count - 1])
            #expect(last <= time, "\(key) came again after its result was committed")
            for (one, next) in zip(arrivals, arrivals.dropFirst()) {
                #expect(
                    disturbances.contains { $0 < next && $0 > one - .seconds(1) }, "\(key) came again for no reason")
            }
        }
    }

    private static let completion = ScriptedAnswer.json(
        [
            "choices": [["message": ["role": "assistant", "content": "fine"], "finish_reason": "stop"]],
            "usage": ["prompt_tokens": 3, "completion_tokens": 1],
        ], delay: .milliseconds(30))
}
