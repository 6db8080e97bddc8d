import Identity
import Redis
import TestServers
import Testing

@testable import Sessions

@Suite struct LiveSessionsTests {
    private let session = SessionID()
    private let tenant = TenantID()

    private func standing(_ role: Role, _ generation: Int64) -> SessionStanding {
        SessionStanding(Grants(role.permissions, namespaces: ["shop": .all]), generation: generation)
    }

    private func run(_ body: (LiveSessions, Redis) throws -> Void) throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            try body(LiveSessions(redis), redis)
        }
    }

    @Test func `what is remembered runs out`() throws {
        try run { (live, redis) throws in
            let key = LiveSessions.key(session, in: tenant)
            try live.remember(standing(.operator, 3), of: session, in: tenant)
            let value = try #require(try redis.send("GET", key).string)
            #expect(SessionStanding(encoded: value) == standing(.operator, 3))
            #expect((1...30).contains(try redis.send("TTL", key).integer ?? 0))
            let generation = LiveSessions.generationKey(of: tenant)
            #expect(try redis.send("GET", generation).string == "3")
            #expect((3_000...3_600).contains(try redis.send("TTL", generation).integer ?? 0))
            try live.end(session, in: tenant)
            #expect(try redis.send("GET", key).string == "ended")
            #expect((3_000...3_600).contains(try redis.send("TTL", key).integer ?? 0))
        }
    }

    @Test func `what is forgotten is asked of the database again`() throws {
        try run { (live, redis) throws in
            try live.remember(standing(.viewer, 3), of: session, in: tenant)
            try live.forget(session, in: tenant)
            let value = try redis.send("GET", LiveSessions.key(session, in: tenant)).string
            #expect(value != LiveSessions.ended && value.flatMap(SessionStanding.init(encoded:)) == nil)
            try live.remember(standing(.admin, 3), of: session, in: tenant)
            let next = try redis.send("GET", LiveSessions.key(session, in: tenant)).string
            #expect(next.flatMap(SessionStanding.init(encoded:)) == standing(.admin, 3))
        }
    }

    @Test func `a late reader does not revive a session that has ended`() throws {
        try run { (live, redis) throws in
            try live.end(session, in: tenant)
            try live.remember(standing(.admin, 1), of: session, in: tenant)
            #expect(try redis.send("GET", LiveSessions.key(session, in: tenant)).string == LiveSessions.ended)
        }
    }

    @Test func `a tenant's rate stands with its generation`() throws {
        try run { (live, redis) throws in
            let key = LiveSessions.generationKey(of: tenant)
            try live.changed(to: 2, in: tenant)
            let rates = TenantRates(percent: 250, requestsPerDay: 7)
            try live.remember(SessionStanding(Grants(), generation: 2, rates: rates), of: session, in: tenant)
            #expect(try redis.send("GET", key).string == "2 x250 d7")
            try live.remember(standing(.admin, 1), of: session, in: tenant)
            #expect(try redis.send("GET", key).string == "2 x250 d7")
            // A change of roles says nothing of rates.
            try live.changed(to: 3, in: tenant)
            #expect(try redis.send("GET", key).string == "3 x250 d7")
            try live.changed(to: 4, rates: TenantRates(percent: 50), in: tenant)
            #expect(try redis.send("GET", key).string == "4 x50")
            try live.changed(to: 3, rates: rates, in: tenant)
            #expect(try redis.send("GET", key).string == "4 x50")
            try live.changed(to: 5, rates: TenantRates(), in: tenant)
            #expect(try redis.send("GET", key).string == "5")
        }
    }

    @Test func `a late reader does not set a generation back`() throws {
        try run { (live, redis) throws in
            try live.changed(to: 2, in: tenant)
            try live.remember(standing(.admin, 1), of: session, in: tenant)
            #expect(try redis.send("GET", LiveSessions.generationKey(of: tenant)).string == "2")
            #expect(try redis.send("GET", LiveSessions.key(session, in: tenant)).string == nil)
            try live.changed(to: 1, in: tenant)
            #expect(try redis.send("GET", LiveSessions.generationKey(of: tenant)).string == "2")
            try live.remember(standing(.viewer, 10), of: session, in: tenant)
            #expect(try redis.send("GET", LiveSessions.generationKey(of: tenant)).string == "10")
        }
    }

    @Test(arguments: [
        "", LiveSessions.ended, "admin", "1", "x 0", "1 admin", "1 0 shop", "1 0 =1", "1 0  shop=1", "-", "1 0 !",
        "1 0 !gone", "1 0 @", "1 0 @gone", "1 0@suspended", "@suspended",
    ])
    func `no end and nothing else is read as a standing`(text: String) {
        #expect(SessionStanding(encoded: text) == nil)
    }

    @Test(arguments: TenantState.allCases)
    func `a tenant's state is remembered with the session, and that of an active one not at all`(state: TenantState) {
        for grants in [Grants(), Grants(.all, namespaces: ["shop": .all]), Grants(restrictedFor: .password)] {
            let standing = SessionStanding(grants, generation: 7, state: state)
            #expect(SessionStanding(encoded: standing.encoded) == standing)
            #expect(standing.encoded.contains("@") == (state != .active))
        }
    }
}
