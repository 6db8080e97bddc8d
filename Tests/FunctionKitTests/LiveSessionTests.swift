import Database
import HTTPClient
import Identity
import Redis
import Sessions
import TestServers
import Testing

@Suite struct LiveSessionTests {
    /// A function whose database and Redis the test can reach.
    private func run(_ body: (RunningFunction, Database, Redis) throws -> Void) throws {
        try TestServers.withDatabase { configuration in
            try TestServers.withRedis { redis in
                try RunningFunction.run(database: configuration, redis: redis) { (function) throws in
                    try body(function, Database(configuration), Redis(redis))
                }
            }
        }
    }

    @Test func `the database is asked once, then Redis knows`() throws {
        try run { (function, database, redis) throws in
            let caller = try function.person(.developer)
            #expect(try function.get("/me", as: caller).status == 200)
            let value = try redis.send("GET", LiveSessions.key(caller.session, in: caller.tenant)).string
            #expect(value.flatMap(SessionStanding.init)?.grants == Grants(Role.developer.permissions))
            // Behind the back of Redis: what it knows still counts.
            try SessionStore(database).end(caller.session, in: caller.tenant)
            #expect(try function.get("/me", as: caller).status == 200)
        }
    }

    @Test func `a session that has ended is refused at once, and stays so when Redis is emptied`() throws {
        try run { (function, database, redis) throws in
            let caller = try function.person(.developer)
            #expect(try function.get("/me", as: caller).status == 200)
            try SessionStore(database).end(caller.session, in: caller.tenant)
            try LiveSessions(redis).end(caller.session, in: caller.tenant)
            #expect(try function.get("/me", as: caller).problem == "session_ended")
            try redis.send("FLUSHALL")
            try redis.send("SCRIPT", "FLUSH")
            #expect(try function.get("/me", as: caller).problem == "session_ended")
        }
    }

    @Test func `the present role counts, not the token's`() throws {
        try run { (function, database, redis) throws in
            let caller = try function.person(.developer)
            #expect(try function.get("/me", as: caller).status == 200)
            try database.execute("UPDATE members SET role = 'viewer' WHERE user_id = \(caller.user)")
            try redis.send("FLUSHALL")
            #expect(try function.get("/me", as: caller).problem == "permission_denied")
        }
    }

    @Test
    func `a new generation counts at once, in a process that asks Redis and in one that has taken requests in advance`()
        throws
    {
        try run { (function, database, redis) throws in
            let caller = try function.person(.developer)
            for _ in 0..<40 { #expect(try function.get("/me", as: caller).status == 200) }
            try database.execute("UPDATE members SET role = 'viewer' WHERE user_id = \(caller.user)")
            try database.execute(
                "UPDATE tenants SET access_generation = access_generation + 1 WHERE id = \(caller.tenant)")
            try LiveSessions(redis).changed(to: 1, in: caller.tenant)
            let deadline = ContinuousClock.now + .seconds(1)
            var answers: [String?] = []
            repeat {
                answers.append(try function.get("/me", as: caller).problem)
            } while answers.last == .some(nil)
                && .now < deadline
            #expect(answers.last == "permission_denied")
            #expect(try function.get("/me", as: caller).problem == "permission_denied")
        }
    }

    @Test func `a role that is held in a namespace opens nothing that stands in none`() throws {
        try run { (function, database, _) throws in
            let caller = try function.person(.viewer)
            try database.execute(
                """
                INSERT INTO role_assignments (tenant_id, user_id, namespace, role)
                VALUES (\(caller.tenant), \(caller.user), 'shop', 'admin')
                """)
            #expect(try function.get("/me", as: caller).problem == "permission_denied")
        }
    }

    @Test func `a session of another tenant, or of nobody, is none`() throws {
        try run { (function, _, _) throws in
            let caller = try function.person(.developer)
            let foreign = Caller(user: caller.user, tenant: TenantID(), session: caller.session, role: .admin)
            #expect(try function.get("/me", as: foreign).problem == "session_ended")
        }
    }

    @Test func `without Redis sessions are looked up, and each thread holds the limits`() throws {
        try TestServers.withDatabase { configuration in
            let limits = ["RATE_LIMITS": #"{"WhoAmI":{"requests":3,"seconds":3600}}"#]
            try RunningFunction.run(database: configuration, limits) { (function) throws in
                let caller = try function.person(.developer)
                let first = try function.get("/me", as: caller)
                #expect(first.status == 200)
                #expect(first.header("RateLimit") == #""endpoint";r=2;t=1200"#)
                // Two threads, and either may have the last one: no more than two times the limit.
                let rest = try (0..<6).map { _ in try function.get("/me", as: caller).status }
                #expect(rest.contains(429) && rest.allSatisfy([200, 429].contains), "\(rest)")
                let ended = try function.person(.developer)
                try SessionStore(Database(configuration)).end(ended.session, in: ended.tenant)
                #expect(try function.get("/me", as: ended).problem == "session_ended")
            }
        }
    }

    @Test func `without Redis and database nobody is let in`() throws {
        try RunningFunction.run { (function) throws in
            let caller = Caller(user: UserID(), tenant: TenantID(), session: SessionID(), role: .admin)
            let answer = try function.get("/me", as: caller)
            #expect(answer.problem == "database_unavailable")
            #expect(answer.header("Retry-After") == "1")
        }
    }
}
