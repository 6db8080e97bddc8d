import CloudEvents
import Database
import Events
import Identity
import JSON
import Testing

@Suite struct EventStoreTests {
    @Test func `a second event of a source and id changes nothing, and each tenant has its own`() throws {
        try EventFixture.with { (fixture) throws in
            let first = try fixture.events.receive([fixture.event()], in: fixture.tenant)
            let again = try fixture.events.receive(
                [fixture.event(type: "other", data: 2), fixture.event("2"), fixture.event("2")], in: fixture.tenant)
            #expect(first.map(\.isDuplicate) == [false])
            #expect(again.map(\.isDuplicate) == [true, false, true])
            #expect(again[0].id == first[0].id)
            #expect(again[1].id == again[2].id)
            #expect(try fixture.events.receive([fixture.event()], in: fixture.stranger).map(\.isDuplicate) == [false])
            #expect(try fixture.count("events") == 3)
            let stored = try #require(
                try fixture.database.first("SELECT event FROM events WHERE id = \(first[0].id)"))
            #expect(try JSON(parsing: stored.get("event", as: String.self)) == fixture.event().json)
        }
    }

    @Test func `source and id are told apart, also where they could be one text`() throws {
        try EventFixture.with { (fixture) throws in
            let events = [
                try fixture.event("1", source: "/a"), try fixture.event("A 1", source: "/"),
                try fixture.event("a 1", source: "/"), try fixture.event("1", source: "/A"),
            ]
            #expect(try fixture.events.receive(events, in: fixture.tenant).allSatisfy { !$0.isDuplicate })
        }
    }

    @Test func `of senders of the same events at once one is the first`() async throws {
        try await EventFixture.with { fixture in
            let events = try (0..<30).map { try fixture.event("\($0)") }
            let (configuration, tenant) = (fixture.database.configuration, fixture.tenant)
            let new = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try EventStore(database: Database(configuration)).receive(events, in: tenant)
                            .count { !$0.isDuplicate }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(new == 30)
            #expect(try fixture.count("events") == 30)
        }
    }

    @Test func `events go some days after they were dispatched, others stay`() throws {
        try EventFixture.with { (fixture) throws in
            _ = try fixture.events.receive(["1", "2", "3"].map { try fixture.event($0) }, in: fixture.tenant)
            try fixture.database.execute("UPDATE events SET received_at = UTC_TIMESTAMP(6) - INTERVAL 40 DAY")
            let ids: [EventID] = try fixture.database.query("SELECT id FROM events ORDER BY id").map {
                try $0.get("id")
            }
            for (id, days) in zip(ids, [31, 29]) {
                try fixture.database.execute(
                    "UPDATE events SET dispatched_at = UTC_TIMESTAMP(6) - INTERVAL \(days) DAY WHERE id = \(id)")
            }
            let store = EventRetentionStore(database: fixture.database)
            #expect(try store.deleteEvents(dispatchedBefore: 30) { false } == 0)
            #expect(try store.deleteEvents(dispatchedBefore: 30) == 1)
            #expect(try fixture.count("events") == 2)
            #expect(try fixture.database.first("SELECT 1 FROM events WHERE id = \(ids[0])") == nil)
        }
    }
}
