import Database
import Dispatch
import Foundation
import Identity
import JSON
import Runs
import Testing

/// Commits of a worker that are made beside its others.
@Suite struct LargeCommitStoreTests {
    private func commit(_ fixture: RunFixture, _ run: RunID, _ seq: Int, ends: Bool = false) -> RunCommit {
        var commit = RunCommit(tenant: fixture.tenant, run: run)
        commit.journal = [JournalLine(seq: seq, format: 1, entry: ["seq": JSON(seq)])]
        if ends { commit.ending = .completed(output: "large", at: .now) }
        return commit
    }

    private func claimed(_ fixture: RunFixture, _ count: Int) throws -> (WorkerLease, [RunID]) {
        let lease = try WorkerLeaseStore(database: fixture.database).open()
        let runs = try (0..<count).map { _ in try fixture.start().id }
        _ = try RunClaimStore(database: fixture.database).claim(count, under: lease, knowing: 1)
        return (lease, runs)
    }

    @Test func `they have numbers of their own, and are not made twice`() throws {
        try RunFixture.with { fixture in
            let (lease, runs) = try claimed(fixture, 1)
            let store = RunCommitStore(database: fixture.database)
            try store.commit([commit(fixture, runs[0], 0)], number: CommitNumber(7), under: lease)
            var number = CommitNumber(1, isLarge: true)
            let ended = commit(fixture, runs[0], 1, ends: true)
            try store.commit([ended], number: number, under: lease)
            #expect(try fixture.runs.find(runs[0], in: fixture.tenant)?.output == "large")
            number.isRepeated = true
            try store.commit([ended], number: number, under: lease)
            let lost = WorkerLease(worker: lease.worker, epoch: lease.epoch + 1)
            #expect(throws: LeaseLost.self) {
                try store.commit([commit(fixture, runs[0], 2)], number: CommitNumber(2, isLarge: true), under: lost)
            }
            let rows = try fixture.database.query("SELECT seq FROM journal WHERE run_id = \(runs[0]) ORDER BY seq")
            #expect(try rows.map { try $0.get("seq", as: Int.self) } == [0, 1])
        }
    }

    @Test func `while one is being written the worker's other commits are made`() throws {
        try RunFixture.with { fixture in
            let (lease, runs) = try claimed(fixture, 2)
            let configuration = fixture.database.configuration
            let written = DispatchSemaphore(value: 0)
            let large = commit(fixture, runs[0], 0, ends: true)
            // Whoever has the run's row keeps the large commit from coming to its end.
            try fixture.database.transaction { database in
                _ = try database.query("SELECT id FROM runs WHERE id = \(runs[0]) FOR UPDATE")
                let holder: Int = try database.query("SELECT CONNECTION_ID() AS id")[0].get("id")
                Thread.detachNewThread {
                    try? RunCommitStore(database: Database(configuration)).commit(
                        [large], number: CommitNumber(1, isLarge: true), under: lease)
                    written.signal()
                }
                let other = Database(configuration)
                let end = ContinuousClock.now + .seconds(20)
                let waits: SQL = """
                    SELECT 1 FROM information_schema.innodb_lock_waits w
                    JOIN information_schema.innodb_trx b ON b.trx_id = w.blocking_trx_id
                    WHERE b.trx_mysql_thread_id = \(holder)
                    """
                while try other.query(waits).isEmpty {
                    try #require(ContinuousClock.now < end)
                    // InnoDB looks anew only when nobody has asked for a tenth of a second.
                    usleep(150_000)
                }
                // It ends its run, in a table of two rows, of which the other one is locked.
                try RunCommitStore(database: other).commit(
                    [commit(fixture, runs[1], 0, ends: true)], number: CommitNumber(1), under: lease)
                #expect(try RunStore(database: other).find(runs[1], in: fixture.tenant)?.status == .completed)
                #expect(try other.query("SELECT seq FROM journal WHERE run_id = \(runs[1])").count == 1)
                #expect(written.wait(timeout: .now()) == .timedOut)
            }
            #expect(written.wait(timeout: .now() + 20) == .success)
            #expect(try fixture.runs.find(runs[0], in: fixture.tenant)?.status == .completed)
        }
    }
}
