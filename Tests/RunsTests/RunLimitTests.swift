import Database
import Identity
import JSON
import Runs
import Testing

/// What a tenant may have, and a run may hold.
@Suite struct RunLimitTests {
    @Test func `a tenant has so many runs that have not ended, and no more`() throws {
        try RunFixture.with { (fixture) throws in
            let workflow = try fixture.deploy()
            let runs = RunStore(database: fixture.database, allowance: RunAllowance(limit: 3))
            func start(in tenant: TenantID) throws -> Run {
                try runs.start(workflow, input: [:], by: fixture.user, in: tenant)
            }
            let started = try (0..<3).map { _ in try start(in: fixture.tenant) }
            #expect(throws: TooManyRuns.self) { try start(in: fixture.tenant) }
            #expect(throws: Never.self) { try start(in: fixture.stranger) }
            for (run, status) in zip(started, [.waiting, .running, .suspended] as [RunStatus]) {
                try fixture.set(run, status)
            }
            #expect(throws: TooManyRuns.self) { try start(in: fixture.tenant) }
            try fixture.set(started[0], .completed)
            #expect(throws: Never.self) { try start(in: fixture.tenant) }
            #expect(throws: TooManyRuns.self) { try start(in: fixture.tenant) }
        }
    }

    @Test func `a value that is too large is not kept, nor anything with it`() throws {
        try RunFixture.with { (fixture) throws in
            let claims = RunClaimStore(database: fixture.database)
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            func end(bytes: Int) throws {
                let output = JSON.string(String(repeating: "a", count: bytes - 2))
                var commit = RunCommit(tenant: fixture.tenant, run: run.id)
                commit.journal = [JournalLine(seq: 0, format: 1, entry: [:])]
                commit.ending = .completed(output: output, at: .now)
                try commits.commit([commit], under: lease)
            }
            #expect(throws: PayloadTooLarge.self) { try end(bytes: PayloadTooLarge.limit + 1) }
            #expect(try fixture.runs.find(run.id, in: fixture.tenant)?.status == .running)
            #expect(try JournalStore(database: fixture.database).lines(of: run.id, in: fixture.tenant).isEmpty)
            #expect(throws: Never.self) { try end(bytes: PayloadTooLarge.limit) }
            #expect("\(PayloadTooLarge())".contains("\(PayloadTooLarge.limit)"))
        }
    }
}
