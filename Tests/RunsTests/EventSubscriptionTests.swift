import Database
import Identity
import Runs
import Testing

/// Finding who may wait for an event.
@Suite struct EventSubscriptionTests {
    private func with(_ body: (EventSubscriptionStore, RunFixture) throws -> Void) throws {
        try RunFixture.with { (fixture) throws in
            try body(EventSubscriptionStore(database: fixture.database), fixture)
        }
    }

    @Test func `a literal type and source narrow the search, and others do not`() throws {
        try with { (store, fixture) throws in
            let runs = (0..<4).map { _ in RunID() }.sorted()
            try store.insert(
                [
                    EventSubscription(run: runs[0], ordinal: 0, filter: 0),
                    EventSubscription(run: runs[1], ordinal: 0, filter: 0, type: "a"),
                    EventSubscription(run: runs[2], ordinal: 0, filter: 0, source: "/s"),
                    EventSubscription(run: runs[3], ordinal: 0, filter: 0, type: "a", source: "/s"),
                ], in: fixture.tenant)
            func found(_ type: String, _ source: String) throws -> [RunID] {
                try store.listeners(toType: type, source: source, limit: 10, in: fixture.tenant).map(\.run)
            }
            #expect(try found("a", "/s") == runs)
            #expect(try found("a", "/x") == [runs[0], runs[1]])
            #expect(try found("b", "/s") == [runs[0], runs[2]])
            #expect(try found("A", "/S") == [runs[0]])
            #expect(try store.listeners(toType: "a", source: "/s", limit: 10, in: fixture.stranger).isEmpty)
        }
    }

    @Test func `pages have each task once, however many filters it has`() throws {
        try with { (store, fixture) throws in
            let listeners = (0..<40).flatMap { _ in
                let run = RunID()
                return [1, 2, 5].map { Listener(run: run, ordinal: $0) }
            }
            try store.insert(
                listeners.flatMap { listener in
                    (0..<4).map { filter in
                        EventSubscription(
                            run: listener.run, ordinal: listener.ordinal, filter: filter,
                            type: filter.isMultiple(of: 2) ? "a" : nil, source: filter < 2 ? "/s" : nil)
                    }
                }, in: fixture.tenant)
            var read: [Listener] = []
            while true {
                let page = try store.listeners(
                    toType: "a", source: "/s", limit: 7, after: read.last, in: fixture.tenant)
                read += page
                if page.count < 7 { break }
            }
            #expect(read.count == listeners.count)
            #expect(Set(read) == Set(listeners))
        }
    }

    @Test func `a long literal does not narrow the search`() throws {
        try with { (store, fixture) throws in
            let type = String(repeating: "ü", count: 256)
            let run = RunID()
            try store.insert([EventSubscription(run: run, ordinal: 0, filter: 0, type: type)], in: fixture.tenant)
            #expect(try store.listeners(toType: "x", source: "/", limit: 1, in: fixture.tenant).map(\.run) == [run])
        }
    }

    @Test func `subscriptions are written again by a replay, and end by task or by run`() throws {
        try with { (store, fixture) throws in
            let run = RunID()
            let subscriptions = (0..<3).map { EventSubscription(run: run, ordinal: $0, filter: 0, type: "a") }
            try store.insert(subscriptions, in: fixture.tenant)
            try store.insert(subscriptions, in: fixture.tenant)
            func ordinals() throws -> [Int] {
                try store.listeners(toType: "a", source: "/", limit: 10, in: fixture.tenant).map(\.ordinal)
            }
            try store.end(Listener(run: run, ordinal: 1), in: fixture.stranger)
            #expect(try ordinals() == [0, 1, 2])
            try store.end(Listener(run: run, ordinal: 1), in: fixture.tenant)
            #expect(try ordinals() == [0, 2])
            try store.endAll(of: run, in: fixture.tenant)
            #expect(try ordinals() == [])
        }
    }
}
