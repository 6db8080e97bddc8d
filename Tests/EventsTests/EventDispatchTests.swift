import CloudEvents
import Database
import Events
import Identity
import JSON
import Runs
import Testing

/// From the table of events into the inboxes of runs.
@Suite struct EventDispatchTests {
    private func dispatchAll(_ dispatcher: EventDispatchStore) throws -> (events: Int, runs: [RunID], transactions: Int)
    {
        var (events, runs, transactions) = (0, [RunID](), 0)
        while true {
            let dispatch = try dispatcher.dispatch()
            (events, runs, transactions) = (events + dispatch.events, runs + dispatch.runs, transactions + 1)
            if !dispatch.hasMore { return (events, runs, transactions) }
        }
    }

    @Test func `an event reaches those who may wait for it, wakes them, and is dispatched once`() throws {
        try EventFixture.with { (fixture) throws in
            let (placed, any, other) = (
                try fixture.listening(2), try fixture.listening(to: nil), try fixture.listening(to: "paid")
            )
            let event = try fixture.event(data: ["big": 9_007_199_254_740_993])
            _ = try fixture.events.receive([event], in: fixture.tenant)
            let dispatch = try fixture.dispatcher.dispatch()
            #expect(dispatch.events == 1 && !dispatch.hasMore)
            #expect(Set(dispatch.runs) == Set(placed + any))
            for run in placed + any {
                let items = try fixture.inbox.items(of: run, limit: 10, in: fixture.tenant)
                #expect(items.map(\.kind) == [.event] && items.map(\.ordinal) == [1])
                #expect(try JSON(parsing: items[0].payload) == event.json)
            }
            #expect(try fixture.inbox.items(of: other[0], limit: 10, in: fixture.tenant).isEmpty)
            let woken = try fixture.database.query(
                "SELECT id FROM runs WHERE wake_at <= UTC_TIMESTAMP(6) AND inbox = 1 ORDER BY id")
            #expect(try woken.map { try $0.get("id") } == (placed + any).sorted())
            #expect(try fixture.dispatcher.dispatch().events == 0)
            #expect(try fixture.count("run_inbox") == 3)
        }
    }

    @Test func `an event of one tenant never reaches another's runs`() throws {
        try EventFixture.with { (fixture) throws in
            let (own, foreign) = (try fixture.listening(), try fixture.listening(in: fixture.stranger))
            _ = try fixture.events.receive([fixture.event()], in: fixture.tenant)
            #expect(try fixture.dispatcher.dispatch().runs == own)
            #expect(try fixture.inbox.items(of: foreign[0], limit: 10, in: fixture.stranger).isEmpty)
            // Not even by a subscription that says so.
            try fixture.subscriptions.insert(
                [EventSubscription(run: foreign[0], ordinal: 1, filter: 0)], in: fixture.tenant)
            _ = try fixture.events.receive([fixture.event("2")], in: fixture.tenant)
            #expect(try fixture.dispatcher.dispatch().runs == own)
            #expect(try fixture.count("run_inbox") == 2)
        }
    }

    @Test func `an event that nobody listens to is only marked`() throws {
        try EventFixture.with { (fixture) throws in
            _ = try fixture.events.receive((0..<250).map { try fixture.event("\($0)") }, in: fixture.tenant)
            #expect(try dispatchAll(fixture.dispatcher).events == 250)
            #expect(try fixture.count("run_inbox") == 0)
            #expect(try fixture.database.query("SELECT 1 FROM events WHERE dispatched_at IS NULL").isEmpty)
        }
    }

    @Test func `an event with many listeners goes on in the next transaction`() throws {
        try EventFixture.with { (fixture) throws in
            let runs = try fixture.listening(EventDispatchStore.rowLimit + 500)
            _ = try fixture.events.receive([fixture.event("1"), fixture.event("2")], in: fixture.tenant)
            let first = try fixture.dispatcher.dispatch()
            #expect(first.events == 0 && first.hasMore)
            #expect(first.runs.count == EventDispatchStore.rowLimit)
            let rest = try dispatchAll(fixture.dispatcher)
            #expect(rest.events == 2 && rest.transactions >= 2)
            #expect(try fixture.count("run_inbox") == 2 * runs.count)
            let counts = try fixture.database.query("SELECT DISTINCT inbox FROM runs")
            #expect(try counts.map { try $0.get("inbox", as: Int.self) } == [2])
        }
    }

    @Test func `large events go in smaller transactions`() throws {
        try EventFixture.with { (fixture) throws in
            let runs = try fixture.listening(5)
            let text = JSON.string(String(repeating: "x", count: 400_000))
            _ = try fixture.events.receive([fixture.event(data: text)], in: fixture.tenant)
            let all = try dispatchAll(fixture.dispatcher)
            #expect(all.transactions == 3)
            #expect(Set(all.runs) == Set(runs))
        }
    }

    @Test func `several dispatchers bring each event to each run once`() async throws {
        try await EventFixture.with { fixture in
            let runs = try fixture.listening(30)
            _ = try fixture.events.receive((0..<100).map { try fixture.event("\($0)") }, in: fixture.tenant)
            let configuration = fixture.database.configuration
            let events = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try dispatchAll(EventDispatchStore(database: Database(configuration))).events
                    }
                }
                return try await group.reduce(0, +)
            }
            // Who met another's lock has left that event to them.
            #expect(events + (try dispatchAll(fixture.dispatcher).events) == 100)
            #expect(try fixture.count("run_inbox") == 100 * runs.count)
            let counts = try fixture.database.query("SELECT DISTINCT inbox FROM runs")
            #expect(try counts.map { try $0.get("inbox", as: Int.self) } == [100])
        }
    }

    @Test func `events that came one after the other are consumed in this order`() throws {
        try EventFixture.with { (fixture) throws in
            let run = try fixture.listening()[0]
            let ids = (0..<50).map { "\($0)" }
            for id in ids { _ = try fixture.events.receive([fixture.event(id)], in: fixture.tenant) }
            _ = try dispatchAll(fixture.dispatcher)
            let items = try fixture.inbox.items(of: run, limit: 100, in: fixture.tenant)
            #expect(try items.map { try JSON(parsing: $0.payload)["id"]?.string } == ids)
        }
    }
}
