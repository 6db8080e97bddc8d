import CloudEvents
import Database
import Events
import Identity
import JSON
import Redis
import TestServers
import Testing

/// From the streams of producers into the table.
@Suite struct IngressTests {
    private func with(_ body: (EventFixture, Redis, Ingress) throws -> Void) throws {
        try TestServers.withRedis { configuration in
            try EventFixture.with { (fixture) throws in
                let redis = Redis(configuration)
                try body(fixture, redis, Ingress(redis: redis, database: fixture.database))
            }
        }
    }

    private func add(_ text: String, _ redis: Redis, _ tenant: TenantID, field: String = "event") throws {
        try redis.send("XADD", IngressStream.keyPrefix + tenant.description, "*", field, text)
    }

    private func length(_ prefix: String, _ redis: Redis, _ tenant: TenantID) throws -> Int? {
        try redis.send("XLEN", prefix + tenant.description).integer
    }

    @Test func `entries become events of the tenant whose stream it is, and leave it`() throws {
        try with { (fixture, redis, ingress) throws in
            for id in 0..<30 { try add(fixture.event("\(id)").json.text, redis, fixture.tenant) }
            try add(fixture.event("s").json.text, redis, fixture.stranger)
            let tenants = [fixture.tenant, fixture.stranger, TenantID()]
            #expect(try ingress.move(for: tenants, wait: .zero).moved == IngressStream.entryLimit + 1)
            #expect(try ingress.move(for: tenants, wait: .zero).moved == 30 - IngressStream.entryLimit)
            #expect(try ingress.move(for: tenants, wait: .milliseconds(1)).moved == 0)
            let rows = try fixture.database.query("SELECT tenant_id, COUNT(*) AS n FROM events GROUP BY tenant_id")
            for row in rows {
                let tenant: TenantID = try row.get("tenant_id")
                #expect(try row.get("n") == (tenant == fixture.tenant ? 30 : 1))
            }
            #expect(rows.count == 2)
            for tenant in tenants { #expect(try length(IngressStream.keyPrefix, redis, tenant) == 0) }
        }
    }

    @Test func `of a tenant that is not active a number of entries wait, and later ones are refused with the reason`()
        throws
    {
        try with { (fixture, redis, ingress) throws in
            let limit = IngressStream.waitingLimit
            for id in 0..<limit + 45 { try add(fixture.event("\(id)").json.text, redis, fixture.tenant) }
            try add(fixture.event("s").json.text, redis, fixture.stranger)
            var last: TenantID?
            #expect(try ingress.bound([fixture.tenant, fixture.stranger, TenantID()], after: &last) == 45)
            #expect(try ingress.bound([fixture.tenant], after: &last) == 0)
            #expect(last == nil)
            #expect(try length(IngressStream.keyPrefix, redis, fixture.tenant) == limit)
            #expect(try length(IngressStream.keyPrefix, redis, fixture.stranger) == 1)
            let refused = try #require(
                try redis.send("XRANGE", IngressStream.refusedPrefix + fixture.tenant.description, "-", "+").array)
            #expect(refused.count == 45)
            #expect(refused.allSatisfy { $0.array?[1].array?[3].string?.contains("\(limit) events wait") == true })
            // The first ones are those that wait.
            let first = try ingress.move(for: [fixture.tenant], wait: .zero)
            #expect(first.moved == IngressStream.entryLimit && first.refused == 0)
        }
    }

    @Test func `what waits for many tenants that are not active is bounded a part at a time, each in its turn`() throws
    {
        try with { (fixture, redis, ingress) throws in
            let (limit, looks) = (IngressStream.waitingLimit, Ingress.excessLooks)
            let tenants = [fixture.tenant, fixture.stranger, TenantID()]
            for _ in 0..<limit + (looks + 1) * IngressStream.entryLimit { try add("{}", redis, tenants[0]) }
            for _ in 0..<limit + 5 { try add("{}", redis, tenants[1]) }
            var last: TenantID?
            #expect(try ingress.bound(tenants, after: &last) == looks * IngressStream.entryLimit)
            #expect(last == tenants[0])
            #expect(try length(IngressStream.keyPrefix, redis, tenants[1]) == limit + 5)
            // The next one comes first.
            try add("{}", redis, tenants[0])
            #expect(try ingress.bound(tenants, after: &last) == 5 + IngressStream.entryLimit + 1)
            #expect(last == nil)
            for tenant in tenants.prefix(2) { #expect(try length(IngressStream.keyPrefix, redis, tenant) == limit) }
        }
    }

    @Test func `an entry that was stored and not removed is no second event`() throws {
        try with { (fixture, redis, ingress) throws in
            let text = try fixture.event().json.text
            try add(text, redis, fixture.tenant)
            _ = try fixture.events.receive([fixture.event()], in: fixture.tenant)
            #expect(try ingress.move(for: [fixture.tenant], wait: .zero).moved == 1)
            #expect(try fixture.count("events") == 1)
            #expect(try length(IngressStream.keyPrefix, redis, fixture.tenant) == 0)
        }
    }

    @Test func `what is no event is put aside with the reason, and holds up nothing`() throws {
        try with { (fixture, redis, ingress) throws in
            try add("{", redis, fixture.tenant)
            try add(fixture.event("1").json.text, redis, fixture.tenant)
            try add(fixture.event("2").json.text, redis, fixture.tenant, field: "other")
            try add(#"{"specversion": "1.0", "secret": "hush"}"#, redis, fixture.tenant)
            let large = #"{"specversion":"1.0","id":"3","source":"/","type":"t","data":""#
            try add(large + String(repeating: "x", count: 1_048_576) + "\"}", redis, fixture.tenant)
            let outcome = try ingress.move(for: [fixture.tenant], wait: .zero)
            #expect(outcome.moved == 1 && outcome.refused == 4)
            #expect(try fixture.count("events") == 1)
            let refused = try #require(
                try redis.send("XRANGE", IngressStream.refusedPrefix + fixture.tenant.description, "-", "+").array)
            let reasons = refused.compactMap { $0.array?[1].array?[3].string }
            #expect(reasons.count == 4)
            #expect(reasons[0].hasPrefix("expected JSON"))
            #expect(reasons[1].contains("the field event"))
            #expect(reasons[2].contains("/source: ") && !reasons[2].contains("hush"))
            #expect(reasons[3] == "expected at most 1048576 bytes")
            #expect(try length(IngressStream.keyPrefix, redis, fixture.tenant) == 0)
        }
    }

    @Test func `what was refused is kept within bounds`() throws {
        try with { (fixture, redis, ingress) throws in
            for _ in 0..<(3 * IngressStream.refusedLimit) { try add("{", redis, fixture.tenant) }
            while try ingress.move(for: [fixture.tenant], wait: .zero).refused > 0 {}
            let kept = try #require(try length(IngressStream.refusedPrefix, redis, fixture.tenant))
            // Redis drops whole blocks of 100.
            #expect((1...(2 * IngressStream.refusedLimit)).contains(kept))
        }
    }

    @Test func `two movers store each event once`() async throws {
        try await TestServers.withRedis { redis in
            try await EventFixture.with { fixture in
                let producer = Redis(redis)
                for id in 0..<200 { try add(fixture.event("\(id)").json.text, producer, fixture.tenant) }
                let (database, tenant) = (fixture.database.configuration, fixture.tenant)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            let ingress = Ingress(redis: Redis(redis), database: Database(database))
                            while try ingress.move(for: [tenant], wait: .zero).moved > 0 {}
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try fixture.count("events") == 200)
                #expect(try length(IngressStream.keyPrefix, producer, tenant) == 0)
            }
        }
    }

    @Test func `a database that is away leaves the entries where they are`() throws {
        try with { (fixture, redis, ingress) throws in
            try add(fixture.event().json.text, redis, fixture.tenant)
            try fixture.database.execute("RENAME TABLE events TO events_away")
            #expect(throws: DatabaseError.self) { () throws in
                _ = try ingress.move(for: [fixture.tenant], wait: .zero)
            }
            #expect(try length(IngressStream.keyPrefix, redis, fixture.tenant) == 1)
            try fixture.database.execute("RENAME TABLE events_away TO events")
            #expect(try ingress.move(for: [fixture.tenant], wait: .zero).moved == 1)
        }
    }

    @Test func `all tenants are looked at`() throws {
        try EventFixture.with { (fixture) throws in
            let before = try IngressTenantStore(database: fixture.database).tenants()
            let new = (0..<3).map { _ in TenantID() }
            for tenant in new {
                try fixture.database.execute(
                    "INSERT INTO tenants (id, name, created_at) VALUES (\(tenant), 'x', UTC_TIMESTAMP(6))")
            }
            #expect(Set(try IngressTenantStore(database: fixture.database).tenants()) == Set(before + new))
        }
    }
}
