import Database
import Foundation
import Identity
import JSON
import Redis
import TestServers
import Testing

/// Whatever dies, each run ends with the right output, and no recorded effect happens again.
@Suite struct DurabilityTests {
    private static let runCount = 50
    private static let callsPerRun = 6

    private let workflow = """
        document: {dsl: 1.0.3, namespace: test, name: durable, version: 1.0.0}
        do:
          - steps:
              for: {each: n, in: "[1, 2]"}
              do:
                - fetch:
                    call: http
                    with: {method: post, endpoint: "${ $workflow.input.url }", body: {n: "${ $n }"}}
                - judge: {call: agent, with: {agent: judge, input: "${ $n | tostring }"}}
                - note: {set: {n: "${ $n }"}, export: {as: "$context | .seen += [$output.n]"}}
                - flaky:
                    try:
                      - once: {call: http, with: {method: post, endpoint: "${ $workflow.input.url }", body: {last: true}}}
                    catch: {retry: {delay: {milliseconds: 200}, limit: {attempt: {count: 10}}}}
          - report: {set: {seen: "${ $context.seen }"}}
        """

    @Test func `worker, database and Redis are killed, and all runs complete`() throws {
        let calls = ScriptedServer { request in
            request.path == "/v1/chat/completions" ? Self.completion : .json(["ok": true], delay: .milliseconds(30))
        }
        try Platform.run(model: "\(calls.url)/v1") { (platform) throws in
            let client = try Client.registered(at: platform)
            try client.createAgent(["name": "judge", "instructions": "Judge."])
            try client.deploy(workflow)
            let runs = try (0..<Self.runCount).map { _ in
                try client.start("test/durable", input: ["url": .string("\(calls.url)/step")])
            }
            try disturb(platform, after: calls)
            for id in runs {
                let run = try client.finished(id, limit: .seconds(120))
                #expect(run["status"] == "completed", "\(run)")
                #expect(run["output"] == ["seen": [1, 2]])
            }
            #expect(calls.requests.count >= Self.runCount * Self.callsPerRun)
            try expectNoCallAfterItsCommit(platform, calls.requests)
            try expectNothingLeftBehind(platform)
        }
    }

    /// Kills one after the other, each in the middle of the work.
    private func disturb(_ platform: Platform, after calls: ScriptedServer) throws {
        func waitForCalls(_ count: Int) throws {
            try #require(calls.waitForRequests(count, limit: Wait.limit), "the work has stopped")
        }
        try waitForCalls(30)
        try platform.supervisor.kill("daemons/worker/1")
        try waitForCalls(90)
        platform.mariadb.kill()
        try platform.mariadb.start()
        try waitForCalls(150)
        platform.redis.kill()
        try platform.redis.start()
        try waitForCalls(200)
        try Redis(platform.redis.configuration).send("FLUSHALL")
        try platform.supervisor.kill("daemons/worker/1")
    }

    private func expectNoCallAfterItsCommit(_ platform: Platform, _ requests: [RecordedRequest]) throws {
        let journal = try Database(platform.database).query("SELECT run_id, entry, created_at FROM journal")
        #expect(journal.count >= Self.runCount * Self.callsPerRun)
        var committed: [String: Timestamp] = [:]
        for row in journal {
            let run: Identifier<Run> = try row.get("run_id")
            let entry = try JSON(parsing: row.get("entry", as: String.self))
            committed["\(run)-\(try #require(entry["ordinal"]?.int))"] = try row.get("created_at")
        }
        let (wall, clock) = (Timestamp.now, ContinuousClock.now)
        for request in requests {
            let key = try #require(request.header("Idempotency-Key"))
            let time = try #require(committed[key], "a call whose result is in no journal")
            let arrived = wall + clock.duration(to: request.arrivedAt)
            #expect(arrived <= time, "\(key) came again after its result was committed")
        }
        let repeated = requests.count - Set(requests.map { $0.header("Idempotency-Key") }).count
        // At most what was under way at the two kills of the worker.
        #expect(repeated <= 2 * Self.runCount)
    }

    private func expectNothingLeftBehind(_ platform: Platform) throws {
        let held = try Database(platform.database).query(
            "SELECT id FROM runs WHERE worker_id IS NOT NULL OR wake_at IS NOT NULL")
        #expect(held.isEmpty)
    }

    private enum Run {}

    private static let completion = ScriptedAnswer.json(
        [
            "choices": [["message": ["role": "assistant", "content": "fine"], "finish_reason": "stop"]],
            "usage": ["prompt_tokens": 3, "completion_tokens": 1],
        ], delay: .milliseconds(30))
}
