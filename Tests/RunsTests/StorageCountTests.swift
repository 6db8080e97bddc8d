import Database
import Identity
import JSON
import TestServers
import Testing
import Workflows

@testable import Runs
@testable import Tenants

/// What tenants keep, and the quota of it.
@Suite struct StorageCountTests {
    /// A fixture whose tenants have rows.
    private func with(_ body: (RunFixture, StorageCountStore) throws -> Void) throws {
        try RunFixture.with { fixture in
            for (tenant, name) in [(fixture.tenant, "A"), (fixture.stranger, "B")] {
                try fixture.database.execute(
                    "INSERT INTO tenants (id, name, created_at) VALUES (\(tenant), \(name), \(Timestamp.now))")
            }
            try body(fixture, StorageCountStore(database: fixture.database))
        }
    }

    private func count(_ store: StorageCountStore, from place: inout StorageCountStore.Place) throws {
        var isDone = false
        while !isDone { (place, isDone) = try store.countEnded(from: place) }
        for tenant in try store.tenants(after: nil, limit: 100) { try store.countRest(of: tenant) }
    }

    private func used(_ fixture: RunFixture, _ tenant: TenantID? = nil) throws -> Int? {
        try StorageQuota(fixture.database, standard: nil).standing(of: tenant ?? fixture.tenant).used
    }

    private func addJournal(to run: Run, _ text: String, _ fixture: RunFixture) throws {
        try fixture.database.execute(
            """
            INSERT INTO journal (run_id, seq, tenant_id, format, entry, created_at)
            VALUES (\(run.id), 0, \(fixture.tenant), 1, \(text), UTC_TIMESTAMP(6))
            """)
    }

    @Test func `values of runs and documents count, each once, and those of others for others`() throws {
        try with { (fixture, store) throws in
            var place = StorageCountStore.Place.start
            #expect(try used(fixture) == nil)
            let workflow = try fixture.deploy()
            let run = try fixture.start(workflow, input: ["text": "0123456789"])
            // `{"text":"0123456789"}`, and the document `{}`.
            try count(store, from: &place)
            #expect(try used(fixture) == 21 + 2)
            #expect(try used(fixture, fixture.stranger) == 0)
            try addJournal(to: run, "\"ä\"", fixture)
            try fixture.addTask(to: run, 0, output: "abc")
            try count(store, from: &place)
            // Four bytes of the journal; `{}` and `"abc"` of the task.
            #expect(try used(fixture) == 23 + 4 + 7)
            try fixture.set(run, .completed, output: [1, 2])
            for _ in 0..<3 { try count(store, from: &place) }
            #expect(try used(fixture) == 34 + 5)
            _ = try fixture.deploy("shop/other")
            try count(store, from: &place)
            #expect(try used(fixture) == 39 + 2)
            // A janitor that starts anew counts nothing twice.
            var anew = StorageCountStore.Place.start
            try count(store, from: &anew)
            #expect(try used(fixture) == 41)
        }
    }

    @Test func `a tenant beyond its quota begins nothing, and goes on when runs have gone`() throws {
        try with { (fixture, store) throws in
            var place = StorageCountStore.Place.start
            let workflow = try fixture.deploy()
            let (old, fresh) = (try fixture.start(workflow), try fixture.start(workflow))
            try addJournal(to: old, "\"\(String(repeating: "x", count: 2_000_000))\"", fixture)
            for run in [old, fresh] { try fixture.set(run, .completed, output: 1) }
            try fixture.database.execute(
                "UPDATE runs SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 31 DAY WHERE id = \(old.id)")
            func check(_ standard: Int? = 1_000_000) throws {
                try StorageQuota(fixture.database, standard: standard).check(fixture.tenant)
            }
            try check()
            try count(store, from: &place)
            let bytes = try #require(try used(fixture))
            #expect(bytes > 2_000_000)
            #expect(throws: StorageQuotaExceeded(limit: 1_000_000, used: bytes)) { try check() }
            try check(nil)
            // The operator says another number.
            #expect(try !store.isWanted())
            let tenants = TenantStore(database: fixture.database)
            _ = try tenants.setQuotas(of: fixture.tenant) { $0.storedBytes = 3_000_000 }
            #expect(try store.isWanted())
            try check()
            _ = try tenants.setQuotas(of: fixture.tenant) { $0.storedBytes = nil }
            #expect(throws: StorageQuotaExceeded.self) { try check() }
            #expect(try RunRetentionStore(database: fixture.database).deleteRuns(endedBefore: 30) == 1)
            try check()
            try count(store, from: &place)
            #expect(try used(fixture) ?? .max < 100)
            #expect(try fixture.database.query("SELECT run_id FROM run_sizes").count == 1)
        }
    }

    @Test func `several janitors and workers at once count each run once`() async throws {
        try await RunFixture.with { (fixture: RunFixture) async throws in
            try fixture.database.execute(
                "INSERT INTO tenants (id, name, created_at) VALUES (\(fixture.tenant), 'A', \(Timestamp.now))")
            let workflow = try fixture.deploy()
            for _ in 0..<150 { try fixture.set(fixture.start(workflow, input: ["a": 1]), .completed, output: 1) }
            let old = try fixture.database.execute(
                "UPDATE runs SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 2 DAY ORDER BY id LIMIT 70")
            #expect(old == 70)
            let configuration = fixture.database.configuration
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        let store = StorageCountStore(database: Database(configuration))
                        var (place, isDone) = (StorageCountStore.Place.start, false)
                        while !isDone { (place, isDone) = try store.countEnded(from: place) }
                    }
                    group.addTask {
                        _ = try RunRetentionStore(database: Database(configuration)).deleteRuns(endedBefore: 1)
                    }
                }
                try await group.waitForAll()
            }
            // `{"a":1}` and `1` of each that is left.
            let kept: Int = try fixture.database.query(
                "SELECT run_bytes FROM tenant_storage WHERE tenant_id = \(fixture.tenant)")[0].get("run_bytes")
            #expect(kept == 80 * 8)
            #expect(try fixture.database.query("SELECT run_id FROM run_sizes").count == 80)
        }
    }

    @Test func `nothing is written of a tenant that is to be deleted`() throws {
        try with { (fixture, store) throws in
            try fixture.set(fixture.start(), .completed, output: 1)
            try fixture.database.execute(
                "UPDATE tenants SET delete_at = UTC_TIMESTAMP(6) + INTERVAL 1 DAY WHERE id = \(fixture.tenant)")
            var place = StorageCountStore.Place.start
            try count(store, from: &place)
            #expect(try fixture.database.query("SELECT run_id FROM run_sizes").isEmpty)
            let counted = try fixture.database.query("SELECT tenant_id FROM tenant_storage").map {
                try $0.get("tenant_id", as: TenantID.self)
            }
            #expect(counted == [fixture.stranger])
        }
    }

    @Test func `a run whose end is written late is counted, also after a full page`() throws {
        try with { (fixture, store) throws in
            let workflow = try fixture.deploy()
            let run = try fixture.start(workflow)
            try fixture.set(run, .completed, output: 1)
            // As many as a page has, and all ended just now.
            try fixture.database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at, ended_at)
                SELECT tenant_id, UNHEX(LPAD(HEX(seq), 32, '0')), workflow_version_id, status, '{}', created_by, created_at,
                    UTC_TIMESTAMP(6)
                FROM runs JOIN seq_1_to_100000 WHERE tenant_id = \(fixture.tenant) AND seq < \(StorageCountStore.pageLimit)
                """)
            var place = StorageCountStore.Place.start
            try count(store, from: &place)
            let late = try fixture.start(workflow)
            try fixture.set(late, .completed, output: 1)
            try fixture.database.execute(
                "UPDATE runs SET ended_at = UTC_TIMESTAMP(6) - INTERVAL 30 SECOND WHERE id = \(late.id)")
            try count(store, from: &place)
            #expect(try fixture.database.query("SELECT run_id FROM run_sizes").count == StorageCountStore.pageLimit + 1)
        }
    }

    @Test func `documents are counted anew where there are others than before`() throws {
        try with { (fixture, store) throws in
            _ = try fixture.deploy()
            try store.countRest(of: fixture.tenant)
            // What was counted wrongly does not stay.
            try fixture.database.execute("UPDATE tenant_storage SET document_bytes = 1000")
            try store.countRest(of: fixture.tenant)
            #expect(try used(fixture) == 1_000)
            _ = try fixture.deploy("shop/other")
            try store.countRest(of: fixture.tenant)
            #expect(try used(fixture) == 2 + 2)
        }
    }

    @Test func `many runs are counted page by page`() throws {
        try with { (fixture, store) throws in
            let workflow = try fixture.deploy()
            let run = try fixture.start(workflow)
            try fixture.set(run, .completed, output: 1)
            let more = 2 * StorageCountStore.pageLimit
            // Some of them end in the same microsecond.
            try fixture.database.execute(
                """
                INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at, ended_at)
                SELECT tenant_id, UNHEX(LPAD(HEX(seq), 32, '0')), workflow_version_id, status, '{}', created_by, created_at,
                    created_at + INTERVAL seq DIV 700 SECOND
                FROM runs JOIN seq_1_to_100000 WHERE tenant_id = \(fixture.tenant) AND seq <= \(more)
                """)
            var place = StorageCountStore.Place.start
            try count(store, from: &place)
            #expect(try fixture.database.query("SELECT run_id FROM run_sizes").count == more + 1)
            #expect(try used(fixture) == 2 + 3 + 2 * more)
        }
    }
}
