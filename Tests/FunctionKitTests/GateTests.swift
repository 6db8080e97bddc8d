import Database
import FunctionKit
import HTTPClient
import Identity
import JSON
import Redis
import Sessions
import TestServers
import Testing

@Suite struct GateTests {
    private static let three = ["RATE_LIMITS": #"{"WhoAmI":{"requests":3,"seconds":3600}}"#]

    @Test func `whoever comes too often is told when to come again`() throws {
        try RunningFunction.runWhole(Self.three) { (function) throws in
            let caller = try function.person(.developer)
            let answers = try (0..<5).map { _ in try function.get("/me", as: caller) }
            #expect(answers.map(\.status) == [200, 200, 200, 429, 429])
            #expect(answers.map { $0.header("RateLimit-Policy") }.allSatisfy { $0 == #""endpoint";q=3;w=3600"# })
            #expect(answers[0].header("RateLimit") == #""endpoint";r=2;t=1200"#)
            #expect(answers[2].header("RateLimit")?.hasPrefix(#""endpoint";r=0;t="#) == true)
            #expect(answers[4].problem == "rate_limited")
            let wait = try #require(answers[4].header("Retry-After").flatMap { Int($0) })
            #expect((1_190...1_200).contains(wait))
        }
    }

    @Test func `each tenant and each endpoint has a limit of its own, the members of a tenant share one`() throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, Self.three) { (function) throws in
                    let (one, other) = (try function.person(.admin), try function.person(.admin))
                    for _ in 0..<3 { _ = try function.get("/me", as: one) }
                    #expect(try function.get("/me", as: one).status == 429)
                    #expect(try function.get("/me", as: other).status == 200)
                    #expect(try function.get("/list").status == 200)
                    // What is counted has an end: nothing stays in Redis.
                    let client = Redis(redis)
                    for key in try #require(client.send("KEYS", "intelligentic:gate:*").array).compactMap(\.string) {
                        #expect(try client.send("PTTL", key).integer ?? -1 > 0, "\(key) has no expiry")
                    }
                }
            }
        }
    }

    @Test func `what only asks who is signed in has a limit for each person, whatever their session`() throws {
        let limits = ["RATE_LIMITS": #"{"Book":{"requests":2,"seconds":3600}}"#]
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, limits) { (function) throws in
                    let database = Database(configuration)
                    let ada = try function.person(.admin)
                    let eve = try TestSession.insert(.viewer, of: ada.tenant, into: database)
                    let again = Caller(user: eve.user, tenant: eve.tenant, session: SessionID(), role: .viewer)
                    try database.execute(
                        """
                        INSERT INTO sessions (tenant_id, id, user_id, created_at, expires_at)
                        SELECT tenant_id, \(again.session), user_id, created_at, expires_at FROM sessions
                        WHERE tenant_id = \(eve.tenant) AND id = \(eve.session)
                        """)
                    func book(_ caller: Caller) throws -> Int {
                        let headers = [try function.authorization(of: caller), ("Content-Type", "application/json")]
                        return try function.send(
                            "POST", "/book", headers, Array(#"{"email":"@example.com","isRefused":false}"#.utf8)
                        ).status
                    }
                    #expect(try [book(eve), book(again), book(eve), book(again)] == [201, 201, 429, 429])
                    #expect(try [book(ada), book(ada), book(ada)] == [201, 201, 429])
                }
            }
        }
    }

    @Test func `two processes share one limit`() throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, Self.three) { (first) throws in
                    let caller = try first.person(.developer)
                    try RunningFunction.run(database: configuration, redis: redis, Self.three) { (second) throws in
                        for _ in 0..<2 { #expect(try first.get("/me", as: caller).status == 200) }
                        #expect(try second.get("/me", as: caller).status == 200)
                        #expect(try second.get("/me", as: caller).status == 429)
                        #expect(try first.get("/me", as: caller).status == 429)
                    }
                }
            }
        }
    }

    @Test func `requests of a day are those of all sessions of a tenant, in all processes, and no other tenant's`()
        throws
    {
        let five = ["REQUESTS_PER_DAY": "5"]
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis, five) { (first) throws in
                    let caller = try first.person(.developer)
                    let colleague = try TestSession.insert(
                        .developer, of: caller.tenant, into: Database(configuration))
                    try RunningFunction.run(database: configuration, redis: redis, five) { (second) throws in
                        // A token of either process is good for the other's keys only, so each has its own session.
                        for _ in 0..<3 { #expect(try first.get("/me", as: caller).status == 200) }
                        for _ in 0..<2 { #expect(try second.get("/me", as: colleague).status == 200) }
                        for (function, caller) in [(first, caller), (second, colleague)] {
                            let refused = try function.get("/me", as: caller)
                            #expect(refused.problem == "request_quota_exceeded")
                            #expect(refused.header("RateLimit")?.contains(#""day";r=0;t="#) == true)
                            #expect(refused.header("Retry-After").flatMap { Int($0) }.map { $0 <= 86_400 } == true)
                        }
                        #expect(try first.get("/me", as: first.person(.developer)).status == 200)
                        #expect(try first.get("/list").status == 200)
                        #expect(try first.get("/list").header("RateLimit")?.contains("day") == false)
                    }
                }
            }
        }
    }

    @Test(arguments: ["0", "x", ""])
    func `a function with a wrong number of requests a day does not start`(number: String) throws {
        let error = #expect(throws: EnvironmentError.self) {
            try RunningFunction.run(["REQUESTS_PER_DAY": number]) { _ in }
        }
        #expect(error?.description.contains("REQUESTS_PER_DAY") == true)
    }

    @Test func `nobody is let in by address without limit, and wrong tokens count too`() throws {
        let limits = ["RATE_LIMITS": #"{"Latest":{"requests":2,"seconds":600},"WhoAmI":{"requests":2,"seconds":600}}"#]
        try RunningFunction.runWhole(limits) { (function) throws in
            #expect(try (0..<3).map { _ in try function.get("/items/latest").status } == [200, 200, 429])
            #expect(
                try (0..<3).map { _ in try function.get("/me", [("Authorization", "Bearer x")]).status }
                    == [401, 401, 429])
        }
    }

    @Test func `a scale multiplies every limit`() throws {
        try RunningFunction.runWhole(Self.three.merging(["RATE_LIMIT_SCALE": "2"]) { $1 }) { (function) throws in
            let caller = try function.person(.developer)
            #expect(try (0..<7).map { _ in try function.get("/me", as: caller).status }.last == 429)
            #expect(try function.get("/me", as: caller).header("RateLimit-Policy") == #""endpoint";q=6;w=3600"#)
        }
    }

    @Test(arguments: [
        "x", "[]", #"{"Nobody":{"requests":1,"seconds":1}}"#, #"{"each":{"requests":0,"seconds":1}}"#,
        #"{"each":{"requests":1}}"#,
    ])
    func `a function with wrong limits does not start`(limits: String) throws {
        let error = #expect(throws: EnvironmentError.self) {
            try RunningFunction.run(["RATE_LIMITS": limits]) { _ in }
        }
        #expect(error?.description.contains("RATE_LIMITS") == true)
    }
}
