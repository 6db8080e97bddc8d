import Redis
import TestServers
import Testing

@testable import FunctionKit

/// The rates that Redis holds, and those that a thread holds where Redis is away, by the same rules.
@Suite struct GateScriptTests {
    /// The script with a clock that the test sets.
    private static let script: RedisScript = {
        let parts = GateScript.script.source.split(separator: "redis.call('TIME')", omittingEmptySubsequences: false)
        precondition(parts.count == 2, "the script does not ask for the time once")
        return RedisScript(parts.joined(separator: "{ARGV[8], ARGV[9]}"))
    }()

    @Test func `Redis and a thread by itself count alike`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            for key in 0..<20 {
                // So slow that no cell runs out by Redis's own clock while the test goes on.
                let limit = RateLimit(requests: .random(in: 1...20), seconds: .random(in: 3_600...86_400))
                var cell = RateCell()
                var now = 1_800_000_000_000_000
                var refusals = 0
                for _ in 0..<100 {
                    now += step(limit)
                    let answer = try redis.run(
                        Self.script, keys: ["cell:\(key)"],
                        arguments: [limit.interval, limit.allowance].map(String.init) + [
                            "ended", "1", "0", "\(limit.requests)", "\(limit.seconds)",
                        ]
                            + [now / 1_000_000, now % 1_000_000].map(String.init))
                    let standing = cell.take(limit, at: now)
                    refusals += standing.wait == nil ? 0 : 1
                    try #require(
                        answer
                            == .array([
                                .null, .integer(standing.wait ?? 0), .integer(standing.refill),
                                .integer(standing.wait == nil ? 1 : 0), .integer(100),
                            ]))
                    try #require(GateScript.read(answer, limit)?.standing == standing)
                }
                #expect((1..<100).contains(refusals))
            }
        }
    }

    @Test func `who takes several at once takes no more than a two-hundredth of what is left, and only in a session`()
        throws
    {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            try redis.send("SET", "session", "1 ff")
            try redis.send("SET", "generation", "1")
            let limit = RateLimit(requests: 1_000, seconds: 86_400)
            func take(_ wanted: Int, unused: Int = 0, session: String? = "session") throws -> GateScript.Admission {
                try GateScript.ask(
                    redis, cell: "cell", session: session.map { ($0, "generation") }, limit: limit, ended: "ended",
                    wanted: wanted, unused: unused)
            }
            #expect(try take(64, session: nil).taken == 1)
            #expect(try take(64, session: "unknown").taken == 1)
            var taken = 2
            while taken < 1_000 {
                let admission = try take(64)
                #expect(admission.taken == max(1, (1_000 - taken) / 200))
                taken += admission.taken
                #expect(admission.standing.remaining == 1_000 - taken)
            }
            #expect(taken == 1_000)
            #expect(try take(64).standing.wait != nil)
            // One of three that are given back goes to the request that does so.
            #expect(try take(1, unused: 3).standing.remaining == 2)
        }
    }

    @Test func `a session counts only in the present generation`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            func session() throws -> String? {
                try GateScript.ask(
                    redis, cell: "cell", session: ("session", "generation"),
                    limit: RateLimit(requests: 1_000, seconds: 86_400), ended: "ended"
                ).session
            }
            try redis.send("SET", "session", "7 ff shop=1")
            #expect(try session() == nil)
            for (generation, isKnown) in [
                ("7", true), ("8", false), ("77", false), ("", false), ("7 ff", false), ("7 x250", true),
                ("8 x250", false), ("7 x", false),
            ] {
                try redis.send("SET", "generation", generation)
                #expect(try session() == (isKnown ? "7 ff shop=1" : nil), "\(generation)")
            }
            // Of an older version, and an end, which counts in every generation.
            try redis.send("SET", "session", "admin")
            #expect(try session() == nil)
            try redis.send("SET", "session", "ended")
            #expect(try session() == "ended")
        }
    }

    @Test func `a tenant has as much of each limit as its generation says, also where its session is not known`() throws
    {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let limit = RateLimit(requests: 10, seconds: 86_400)
            for (generation, requests) in [("1", 10), ("1 x250", 25), ("1 x10", 1), ("1 x1", 1), ("1 x100", 10)] {
                for session in ["session", "unknown"] {
                    try redis.send("SET", "session", "1 ff")
                    try redis.send("SET", "generation", generation)
                    try redis.send("UNLINK", "cell")
                    var taken = 0
                    while taken < 100 {
                        let admission = try GateScript.ask(
                            redis, cell: "cell", session: (session, "generation"), limit: limit, ended: "ended")
                        #expect(admission.standing.limit.requests == requests)
                        if admission.standing.wait != nil { break }
                        taken += 1
                    }
                    #expect(taken == requests, "\(generation)")
                }
            }
        }
    }

    /// Time that passes until the next request: mostly less than one takes to come back, at times none, and now and then
    /// the clock is set back.
    private func step(_ limit: RateLimit) -> Int {
        switch Int.random(in: 0..<10) {
        case 0: 0
        case 1: -Int.random(in: 0...limit.allowance * 2)
        case 2: .random(in: 0...limit.allowance * 2)
        default: .random(in: 0...limit.interval)
        }
    }
}
