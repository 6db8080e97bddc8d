import Identity
import Redis
import TestServers
import Testing

@testable import Sessions

@Suite struct LiveSessionsTests {
    private let session = SessionID()
    private let tenant = TenantID()

    @Test func `what is remembered runs out`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let live = LiveSessions(redis)
            let key = LiveSessions.key(session, in: tenant)
            try live.remember(.operator, of: session, in: tenant)
            #expect(try redis.send("GET", key).string == "operator")
            #expect((1...30).contains(try redis.send("TTL", key).integer ?? 0))
            try live.end(session, in: tenant)
            #expect(try redis.send("GET", key).string == "ended")
            #expect((3_000...3_600).contains(try redis.send("TTL", key).integer ?? 0))
        }
    }

    @Test func `a late reader does not revive a session that has ended`() throws {
        try TestServers.withRedis { (configuration) throws in
            let redis = Redis(configuration)
            let live = LiveSessions(redis)
            try live.end(session, in: tenant)
            try live.remember(.admin, of: session, in: tenant)
            #expect(try redis.send("GET", LiveSessions.key(session, in: tenant)).string == LiveSessions.ended)
        }
    }

    @Test func `no role is called like an end`() {
        #expect(Role(rawValue: LiveSessions.ended) == nil)
    }
}
