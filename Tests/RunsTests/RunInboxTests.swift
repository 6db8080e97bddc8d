import Database
import Identity
import JSON
import Runs
import Testing

/// What reaches a run and waits to be consumed.
@Suite struct RunInboxTests {
    private func item(
        _ run: Run, _ id: RunInboxID = RunInboxID(), ordinal: Int = 1, kind: RunInboxItem.Kind = .event
    ) -> RunInboxItem {
        RunInboxItem(run: run.id, id: id, kind: kind, ordinal: ordinal, payload: #"{"n": 1}"#)
    }

    private func state(_ run: Run, _ fixture: RunFixture) throws -> (inbox: Int, isReady: Bool) {
        let row = try #require(
            try fixture.database.first(
                "SELECT inbox, COALESCE(wake_at <= UTC_TIMESTAMP(6), 0) AS ready FROM runs WHERE id = \(run.id)"))
        return (try row.get("inbox"), try row.get("ready"))
    }

    @Test func `what comes is counted and wakes a parked run, and only a parked one`() throws {
        try RunFixture.with { (fixture) throws in
            let inbox = RunInboxStore(database: fixture.database)
            let (parked, held, pending, ended) = (
                try fixture.start(), try fixture.start(), try fixture.start(), try fixture.start()
            )
            try fixture.set(parked, .waiting)
            try fixture.set(held, .running, worker: true)
            try fixture.set(ended, .completed, output: 1)
            let all = [parked, held, pending, ended]
            let told = try inbox.insert(all.map { item($0) } + [item(parked, kind: .child)], in: fixture.tenant)
            #expect(Set(told) == Set([parked.id, held.id, pending.id]))
            #expect(try state(parked, fixture) == (2, true))
            #expect(try state(held, fixture) == (1, false))
            #expect(try state(pending, fixture) == (1, false))
            #expect(try state(ended, fixture) == (0, false))
            #expect(try inbox.items(of: ended.id, limit: 10, in: fixture.tenant).isEmpty)
        }
    }

    @Test func `a run of another tenant gets and shows nothing`() throws {
        try RunFixture.with { (fixture) throws in
            let inbox = RunInboxStore(database: fixture.database)
            let run = try fixture.start()
            #expect(try inbox.insert([item(run)], in: fixture.stranger) == [])
            #expect(try state(run, fixture).inbox == 0)
            let own = item(run)
            _ = try inbox.insert([own], in: fixture.tenant)
            #expect(try inbox.items(of: run.id, limit: 10, in: fixture.stranger).isEmpty)
            try inbox.consume([RunInboxKey(tenant: fixture.stranger, run: run.id, id: own.id)])
            try inbox.discard(of: [run.id], in: fixture.stranger)
            #expect(try inbox.items(of: run.id, limit: 10, in: fixture.tenant) == [own])
            #expect(try state(run, fixture).inbox == 1)
        }
    }

    @Test func `what comes twice is there once, in a list of any length`() throws {
        try RunFixture.with { (fixture) throws in
            let inbox = RunInboxStore(database: fixture.database)
            let run = try fixture.start()
            let items = (0..<150).map { _ in item(run) }
            _ = try inbox.insert(Array(items.prefix(70)), in: fixture.tenant)
            #expect(try inbox.insert(items, in: fixture.tenant) == [run.id])
            #expect(try inbox.insert(items, in: fixture.tenant) == [])
            #expect(try state(run, fixture).inbox == 150)
            let read = try inbox.items(of: run.id, limit: 1_000, in: fixture.tenant)
            #expect(read.map(\.id) == items.map(\.id).sorted())
            let rest = try inbox.items(of: run.id, limit: 1_000, after: read[99].id, in: fixture.tenant)
            #expect(rest == Array(read.suffix(50)))
        }
    }

    @Test func `what is consumed is gone and counted once`() throws {
        try RunFixture.with { (fixture) throws in
            let inbox = RunInboxStore(database: fixture.database)
            let (first, second) = (try fixture.start(), try fixture.start())
            let items = (0..<20).map { item($0.isMultiple(of: 2) ? first : second) }
            _ = try inbox.insert(items, in: fixture.tenant)
            let keys = items.prefix(9).map { RunInboxKey(tenant: fixture.tenant, run: $0.run, id: $0.id) }
            try inbox.consume(keys)
            try inbox.consume(keys)
            #expect(try state(first, fixture).inbox == 5)
            #expect(try state(second, fixture).inbox == 6)
            #expect(try inbox.items(of: first.id, limit: 10, in: fixture.tenant).count == 5)
            try inbox.discard(of: [first.id], in: fixture.tenant)
            #expect(try state(first, fixture).inbox == 0)
            #expect(try inbox.items(of: second.id, limit: 10, in: fixture.tenant).count == 6)
        }
    }

    @Test func `several may add to the same runs at once`() async throws {
        try await RunFixture.with { fixture in
            let workflow = try fixture.deploy()
            let runs = try (0..<20).map { _ in try fixture.start(workflow) }
            let (configuration, tenant) = (fixture.database.configuration, fixture.tenant)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let inbox = RunInboxStore(database: Database(configuration))
                        for _ in 0..<10 { _ = try inbox.insert(runs.shuffled().map { item($0) }, in: tenant) }
                    }
                }
                try await group.waitForAll()
            }
            for run in runs { #expect(try state(run, fixture).inbox == 40) }
        }
    }
}
