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
        return RedisScript(parts.joined(separator: "{ARGV[9], ARGV[10]}"))
    }()

    private static func keys(_ session: String = "session") -> GateScript.SessionKeys {
        GateScript.SessionKeys(session: session, generation: "generation", requests: "requests")
    }

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
                            "ended", "1", "0", "\(limit.requests)", "\(limit.seconds)", "",
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
                    redis, cell: "cell", session: session.map { Self.keys($0) }, limit: limit, ended: "ended",
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
                    redis, cell: "cell", session: Self.keys(),
                    limit: RateLimit(requests: 1_000, seconds: 86_400), ended: "ended"
                ).session
            }
            try redis.send("SET", "session", "7 ff shop=1")
            #expect(try session() == nil)
            for (generation, isKnown) in [
                ("7", true), ("8", false), ("77", false), ("", false), ("x", false), ("7 x250", true),
                ("8 x250", false), ("7 x250 d9 Show=50 :automation=20", true), ("77 Show=50", false),
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
                            redis, cell: "cell", session: Self.keys(session), limit: limit, ended: "ended")
                        #expect(admission.standing.limit.requests == requests)
                        if admission.standing.wait != nil { break }
                        taken += 1
                    }
                    #expect(taken == requests, "\(generation)")
                }
            }
        }
    }

    @Test func `of a tenant's rates the one counts that says most of a request`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let limit = RateLimit(requests: 100, seconds: 86_400)
            func quota(_ rates: String, of cell: String) throws -> Int {
                try redis.send("SET", "generation", "1" + rates)
                return try GateScript.ask(
                    redis, cell: "gate:rate:\(cell)", session: Self.keys(), limit: limit, ended: "ended"
                ).standing.limit.requests
            }
            let rates = " x250 d99999 :automation=50 Start=20 Start:automation=10 StartAll=1"
            for (cell, expected) in [
                ("Show", 250), ("Show:automation", 50), ("Start", 20), ("Start:automation", 10), ("StartAll", 1),
                ("StartAll:automation", 1), ("Star", 250), ("tart", 250),
            ] {
                #expect(try quota(rates, of: cell) == expected, "\(cell)")
            }
            #expect(try quota(" :interactive=300", of: "Show") == 300)
            #expect(try quota(" :interactive=300", of: "Show:automation") == 100)
            #expect(try quota(" Start:interactive=300", of: "Start:automation") == 100)
        }
    }

    @Test func `requests of a day are counted for a tenant as a whole, one by one, and begin anew with the next day`()
        throws
    {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            try redis.send("SET", "session", "1 ff")
            try redis.send("SET", "generation", "1 d5")
            let limit = RateLimit(requests: 100_000, seconds: 60)
            var now = 1_800_000_000_000_000
            func take(_ cell: String = "cell", daily: String = "7") throws -> GateScript.Admission {
                let answer = try redis.run(
                    Self.script, keys: [cell, "session", "generation", "requests"],
                    arguments: [
                        "\(limit.interval)", "\(limit.allowance)", "ended", "64", "0", "\(limit.requests)",
                        "\(limit.seconds)", daily, "\(now / 1_000_000)", "\(now % 1_000_000)",
                    ])
                return try #require(GateScript.read(answer, limit))
            }
            let left = 86_400_000_000 - now % 86_400_000_000
            for used in 1...5 {
                let admission = try take(used % 2 == 0 ? "cell" : "other")
                // None is taken in advance.
                #expect(admission.taken == 1 && admission.standing.problem == nil)
                #expect(admission.standing.day == DayStanding(limit: 5, used: used, reset: left))
            }
            let refused = try take().standing
            #expect(
                refused.problem?.code == "request_quota_exceeded" && refused.wait == left && refused.day?.remaining == 0
            )
            #expect(refused.remaining > 90_000)
            #expect(refused.headers[0].1.hasSuffix(#", "day";q=5;w=86400"#), "\(refused.headers)")
            #expect(refused.headers[1].1.hasSuffix(#", "day";r=0;t=\#(left / 1_000_000)"#), "\(refused.headers)")
            #expect(refused.problem?.headers.first?.value == "\(left / 1_000_000)")
            let life = try redis.send("PTTL", "requests").integer ?? 0
            #expect(life > 0 && life <= 86_400_000)
            // The next day, though the key is still there.
            now += left
            #expect(try take().standing.day == DayStanding(limit: 5, used: 1, reset: 86_400_000_000))
            // Who has no number of its own has the installation's, also where Redis does not know the generation.
            for generation in ["1", ""] {
                try redis.send("SET", "generation", generation)
                #expect(try take().standing.day?.limit == 7)
                #expect(try take(daily: "").standing.day == nil)
            }
        }
    }

    @Test func `a request that its rate or the end of its session refuses counts for no day`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let limit = RateLimit(requests: 2, seconds: 86_400)
            func take() throws -> RateStanding {
                try GateScript.ask(
                    redis, cell: "cell", session: Self.keys(), limit: limit, ended: "ended", daily: 100
                ).standing
            }
            for _ in 0..<2 { #expect(try take().problem == nil) }
            let refused = try take()
            #expect(refused.problem?.code == "rate_limited" && refused.day?.used == 2)
            try redis.send("SET", "session", "ended")
            #expect(try take().day == nil)
            #expect(try redis.send("GET", "requests").string?.hasSuffix(":2") == true)
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
