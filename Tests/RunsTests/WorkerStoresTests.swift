import Costs
import Database
import Identity
import JSON
import Runs
import Testing

/// Claims, leases, commits and journals: what workers do to runs.
struct WorkerStoresTests {
    private let input: JSON = ["n": 9_007_199_254_740_993]

    @Test func `a claim takes each ready run once, with its input`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let runs = try (0..<3).map { _ in try fixture.start(input: input) }
            let finished = try fixture.start()
            try fixture.set(finished, .completed)
            let lease = try leases.open()
            let first = try claims.claim(2, under: lease, knowing: 1)
            let second = try claims.claim(10, under: lease, knowing: 1)
            #expect((first + second).map(\.run) == runs.map(\.id))
            #expect(first[0].input == input)
            #expect(first[0].tenant == fixture.tenant)
            #expect(try claims.claim(10, under: lease, knowing: 1).isEmpty)
            #expect(try fixture.runs.find(runs[0].id, in: fixture.tenant)?.status == .running)
        }
    }

    @Test func `a parked run is ready when its time has come`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let lease = try leases.open()
            let started = try #require(try claims.claim(1, under: lease, knowing: 1).first).startedAt
            try commits.commit(
                [RunCommit(tenant: fixture.tenant, run: run.id, ending: .parked(until: .now + .seconds(600)))],
                under: lease)
            #expect(try claims.claim(1, under: lease, knowing: 1).isEmpty)
            try fixture.database.execute("UPDATE runs SET wake_at = UTC_TIMESTAMP(6) WHERE id = \(run.id)")
            let again = try #require(try claims.claim(1, under: lease, knowing: 1).first)
            #expect(again.run == run.id)
            #expect(again.startedAt == started)
        }
    }

    @Test func `a batch that was committed is not committed again, though nobody heard of it`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let lease = try leases.open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            let parked = RunCommit(tenant: fixture.tenant, run: run.id, ending: .parked(until: nil))
            try commits.commit([parked], number: CommitNumber(1), under: lease)
            // Something has come for it meanwhile, and the same worker has it again.
            try fixture.database.execute("UPDATE runs SET wake_at = UTC_TIMESTAMP(6) WHERE id = \(run.id)")
            #expect(try claims.claim(1, under: lease, knowing: 1).count == 1)
            try commits.commit([parked], number: CommitNumber(1), under: lease)
            #expect(try fixture.runs.find(run.id, in: fixture.tenant)?.status == .running)
            try commits.commit([parked], number: CommitNumber(2), under: lease)
            #expect(try fixture.runs.find(run.id, in: fixture.tenant)?.status == .waiting)
            let lost = WorkerLease(worker: lease.worker, epoch: lease.epoch + 1)
            #expect(throws: LeaseLost.self) { try commits.commit([parked], number: CommitNumber(2), under: lost) }
        }
    }

    @Test func `a commit writes journal, tasks and ending together and reads back`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let lease = try leases.open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            let lines = (0..<70).map { JournalLine(seq: $0, format: 1, entry: ["line": JSON($0)]) }
            let tasks = (0..<70).map { number in
                RunTask(
                    ordinal: number, name: "t\(number)", reference: "/do/0/t", status: .completed, attempt: 1,
                    startedAt: .now, endedAt: .now, input: input, output: input)
            }
            try commits.commit(
                [RunCommit(tenant: fixture.tenant, run: run.id, journal: lines, tasks: tasks)], under: lease)
            try commits.commit(
                [RunCommit(tenant: fixture.tenant, run: run.id, ending: .completed(output: input, at: .now))],
                under: lease)
            let journal = try JournalStore(database: fixture.database).lines(of: run.id, in: fixture.tenant)
            #expect(journal.map(\.seq) == Array(0..<70))
            #expect(journal[69].entry == ["line": 69])
            #expect(try JournalStore(database: fixture.database).lines(of: run.id, in: fixture.stranger).isEmpty)
            let finished = try #require(try fixture.runs.find(run.id, in: fixture.tenant))
            #expect(finished.status == .completed)
            #expect(finished.output == input)
            #expect(try fixture.runs.tasks(of: run.id, limit: 100, in: fixture.tenant).tasks.count == 70)
        }
    }

    @Test func `a task that changes keeps its row and its start`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let lease = try leases.open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            func commit(_ status: RunTask.Status, _ output: JSON?) throws {
                let task = RunTask(
                    ordinal: 0, name: "t", reference: "/do/0/t", status: status, attempt: 1, startedAt: .now,
                    input: [:],
                    output: output)
                try commits.commit([RunCommit(tenant: fixture.tenant, run: run.id, tasks: [task])], under: lease)
            }
            try commit(.running, nil)
            let started = try fixture.runs.tasks(of: run.id, limit: 9, in: fixture.tenant).tasks[0].startedAt
            try commit(.completed, 1)
            let tasks = try fixture.runs.tasks(of: run.id, limit: 9, in: fixture.tenant).tasks
            #expect(tasks.map(\.status) == [.completed])
            #expect(tasks[0].output == 1)
            #expect(tasks[0].startedAt == started)
        }
    }

    @Test func `after a takeover the old worker writes nothing and its runs are free`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let silent = try leases.open()
            _ = try claims.claim(1, under: silent, knowing: 1)
            #expect(try leases.takeOverExpired() == 0)
            try fixture.database.execute(
                "UPDATE worker_leases SET expires_at = UTC_TIMESTAMP(6) - INTERVAL \(WorkerLeaseStore.marginSeconds + 1) SECOND"
            )
            #expect(try leases.takeOverExpired() == 1)
            #expect(throws: LeaseLost.self) {
                let line = JournalLine(seq: 0, format: 1, entry: [:])
                try commits.commit([RunCommit(tenant: fixture.tenant, run: run.id, journal: [line])], under: silent)
            }
            #expect(try JournalStore(database: fixture.database).lines(of: run.id, in: fixture.tenant).isEmpty)
            #expect(throws: LeaseLost.self) { try leases.renew(silent) }
            let next = try leases.open()
            #expect(try claims.claim(1, under: next, knowing: 1).map(\.run) == [run.id])
        }
    }

    @Test func `a run that is not the worker's any more starts no run`() throws {
        try RunFixture.with { fixture in
            let commits = RunCommitStore(database: fixture.database)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            let run = try fixture.start()
            _ = try RunClaimStore(database: fixture.database).claim(1, under: lease, knowing: 1)
            func start(_ ordinal: Int) throws -> Int {
                var commit = RunCommit(tenant: fixture.tenant, run: run.id)
                commit.children = [
                    ChildRun(workflowVersion: run.workflowVersion, input: [:], ordinal: ordinal, isAwaited: false)
                ]
                try commits.commit([commit], under: lease)
                return try fixture.database.query("SELECT COUNT(*) AS count FROM runs")[0].get("count")
            }
            #expect(try start(1) == 2)
            let fault = RunCommit(tenant: fixture.tenant, run: run.id, ending: .faulted(error: [:], at: .now))
            try commits.commit([fault], under: lease)
            #expect(try start(2) == 2)
        }
    }

    @Test func `a journal line is written once`() throws {
        try RunFixture.with { fixture in
            let leases = WorkerLeaseStore(database: fixture.database)
            let commits = RunCommitStore(database: fixture.database)
            let run = try fixture.start()
            let lease = try leases.open()
            let line = JournalLine(seq: 0, format: 1, entry: [:])
            let commit = RunCommit(tenant: fixture.tenant, run: run.id, journal: [line])
            try commits.commit([commit], under: lease)
            #expect(throws: DatabaseError.self) { try commits.commit([commit], under: lease) }
        }
    }

    @Test func `a worker hears of cancels, also when it parks the run meanwhile`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let run = try fixture.start()
            let lease = try leases.open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            #expect(try claims.demands(under: lease).isEmpty)
            _ = try fixture.runs.cancel(run.id, in: fixture.tenant)
            #expect(try claims.demands(under: lease).filter(\.isCancel).map(\.run) == [run.id])
            try RunCommitStore(database: fixture.database).commit(
                [RunCommit(tenant: fixture.tenant, run: run.id, ending: .parked(until: .now + .seconds(600)))],
                under: lease)
            #expect(try claims.claim(1, under: lease, knowing: 1).map(\.isCancelRequested) == [true])
        }
    }

    @Test func `a closed lease frees its runs`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let run = try fixture.start()
            let lease = try leases.open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            #expect(try leases.close(lease) == 1)
            #expect(try claims.claim(1, under: leases.open(), knowing: 1).map(\.run) == [run.id])
        }
    }

    @Test func `runs of a later journal format are left to newer workers`() throws {
        try RunFixture.with { fixture in
            let (leases, claims) = (
                WorkerLeaseStore(database: fixture.database), RunClaimStore(database: fixture.database)
            )
            let (first, second) = (try fixture.start(), try fixture.start())
            let newer = try leases.open()
            #expect(try claims.claim(1, under: newer, knowing: 2).map(\.run) == [first.id])
            try leases.close(newer)
            let older = try leases.open()
            #expect(try claims.claim(10, under: older, knowing: 1).map(\.run) == [second.id])
            #expect(try claims.isAnyReady(beyond: 1))
            #expect(try claims.claim(10, under: older, knowing: 1).isEmpty)
            let next = try leases.open()
            #expect(try claims.claim(10, under: next, knowing: 3).map(\.run) == [first.id])
            #expect(try !claims.isAnyReady(beyond: 1))
        }
    }
}
