import Database
import Identity
import JSON
import Runs
import Testing

/// Runs leave the tables some time after their end.
struct RunRetentionTests {
    @Test func `runs that ended long ago go with all that belongs to them, and what they cost stays`() throws {
        try RunFixture.with { fixture in
            let old = try fixture.start()
            let (fresh, running) = (try fixture.start(), try fixture.start())
            for run in [old, fresh] { try fixture.set(run, .completed, output: 1) }
            try fixture.set(running, .running)
            for run in [old, fresh, running] {
                try fixture.addTask(to: run, 0)
                try addJournal(to: run, lines: 1, fixture)
                try EventSubscriptionStore(database: fixture.database).insert(
                    [EventSubscription(run: run.id, ordinal: 0, filter: 0)], in: fixture.tenant)
                try fixture.database.execute(
                    """
                    INSERT INTO run_inbox (run_id, id, tenant_id, kind, ordinal, payload)
                    VALUES (\(run.id), \(RunInboxID()), \(fixture.tenant), 'event', 0, '{}')
                    """)
                try fixture.database.execute(
                    """
                    INSERT INTO usage_records (run_id, seq, tenant_id, task_ordinal, model, input_tokens, output_tokens,
                    created_at) VALUES (\(run.id), 0, \(fixture.tenant), 0, 'm', 1, 1, UTC_TIMESTAMP(6))
                    """)
            }
            try end(old, daysAgo: 31, fixture)
            try end(fresh, daysAgo: 29, fixture)
            let store = RunRetentionStore(database: fixture.database)
            #expect(try store.deleteRuns(endedBefore: 30) == 1)
            #expect(try fixture.runs.find(old.id, in: fixture.tenant) == nil)
            #expect(try fixture.runs.find(fresh.id, in: fixture.tenant) != nil)
            #expect(try fixture.runs.find(running.id, in: fixture.tenant) != nil)
            #expect(try count("journal", fixture) == 2)
            #expect(try count("run_tasks", fixture) == 2)
            #expect(try count("run_inbox", fixture) == 2)
            #expect(try count("event_subscriptions", fixture) == 2)
            #expect(try count("usage_records", fixture) == 3)
            #expect(try store.deleteRuns(endedBefore: 30) == 0)
        }
    }

    @Test func `a long journal goes in parts, and a worker that stops leaves the rest to the next one`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            try fixture.set(run, .completed, output: 1)
            try addJournal(to: run, lines: 2 * RunRetentionStore.rowLimit + 1, fixture)
            try end(run, daysAgo: 2, fixture)
            let store = RunRetentionStore(database: fixture.database)
            var asked = 0
            let deleted = try store.deleteRuns(endedBefore: 1) {
                asked += 1
                return asked <= 2
            }
            #expect(deleted == 0)
            #expect(try count("journal", fixture) == RunRetentionStore.rowLimit + 1)
            #expect(try fixture.runs.find(run.id, in: fixture.tenant) != nil)
            #expect(try store.deleteRuns(endedBefore: 1) == 1)
            #expect(try count("journal", fixture) == 0)
        }
    }

    @Test func `several workers may delete at once`() async throws {
        try await RunFixture.with { fixture in
            let workflow = try fixture.deploy()
            for _ in 0..<150 { try fixture.set(fixture.start(workflow), .completed, output: 1) }
            try fixture.database.execute("UPDATE runs SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 2 DAY")
            let configuration = fixture.database.configuration
            let deleted = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try RunRetentionStore(database: Database(configuration)).deleteRuns(endedBefore: 1)
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(deleted == 150)
            #expect(try count("runs", fixture) == 0)
        }
    }

    private func end(_ run: Run, daysAgo days: Int, _ fixture: RunFixture) throws {
        try fixture.database.execute(
            "UPDATE runs SET ended_at = UTC_TIMESTAMP(6) - INTERVAL \(days) DAY WHERE id = \(run.id)")
    }

    private func addJournal(to run: Run, lines: Int, _ fixture: RunFixture) throws {
        try fixture.database.execute(
            """
            INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
            SELECT \(run.id), seq - 1, \(fixture.tenant), 1, '{}', UTC_TIMESTAMP(6) FROM seq_1_to_100000
            WHERE seq <= \(lines)
            """)
    }

    private func count(_ table: String, _ fixture: RunFixture) throws -> Int {
        try #require(try fixture.database.first(SQL(trusted: "SELECT COUNT(*) AS n FROM \(table)"))).get("n")
    }
}
