import Costs
import Database
import Identity
import JSON
import Testing
import Workflows

@testable import Runs

/// Commits of many runs in one transaction: each ends as it said, whatever stands beside it.
@Suite struct RunBatchTests {
    /// With microseconds.
    private let time: Timestamp

    init() throws {
        time = try #require(Timestamp("2026-11-26T22:15:03.123456Z"))
    }

    /// What a run is committed with, and how it is to be found then.
    private struct Expected {
        let ending: RunCommit.Ending
        let status: RunStatus
        var output: JSON?
        var error: JSON?
        var endedAt: Timestamp?
        var wakeAt: Timestamp?
    }

    private func expected(_ number: Int) -> Expected {
        let value: JSON = ["number": JSON(number), "text": "ä'✓"]
        let end = time + .microseconds(number)
        switch number % 6 {
        case 0:
            return Expected(
                ending: .completed(output: value, at: end), status: .completed, output: value, endedAt: end)
        case 1:
            return Expected(
                ending: .completed(output: nil, at: end), status: .completed, output: .some(nil), endedAt: end)
        case 2: return Expected(ending: .faulted(error: value, at: end), status: .faulted, error: value, endedAt: end)
        case 3: return Expected(ending: .cancelled(at: end), status: .cancelled, endedAt: end)
        case 4: return Expected(ending: .parked(until: end), status: .waiting, wakeAt: end)
        default: return Expected(ending: .released, status: .running)
        }
    }

    private func lease(_ fixture: RunFixture) throws -> WorkerLease {
        try WorkerLeaseStore(database: fixture.database).open()
    }

    private func claim(_ fixture: RunFixture, _ count: Int, under lease: WorkerLease) throws {
        let claims = RunClaimStore(database: fixture.database)
        var left = count
        while left > 0 {
            let claimed = try claims.claim(100, under: lease, knowing: 1).count
            try #require(claimed > 0)
            left -= claimed
        }
    }

    @Test func `each of many runs, of two tenants, ends as it said`() throws {
        try RunFixture.with { fixture in
            let lease = try lease(fixture)
            let versions = [try fixture.deploy(), try fixture.deploy(tenant: fixture.stranger)]
            let tenants = [fixture.tenant, fixture.stranger]
            var commits: [RunCommit] = []
            for number in 0..<90 {
                let tenant = number % 4 == 3 ? 1 : 0
                let run = try fixture.runs.start(
                    versions[tenant], input: [:], by: fixture.user, in: tenants[tenant])
                commits.append(RunCommit(tenant: tenants[tenant], run: run.id, ending: expected(number).ending))
            }
            try claim(fixture, commits.count, under: lease)
            try RunCommitStore(database: fixture.database).commit(commits.shuffled(), under: lease)
            for (number, commit) in commits.enumerated() {
                let expected = expected(number)
                let run = try #require(try fixture.runs.find(commit.run, in: commit.tenant), "\(number)")
                #expect(run.status == expected.status && run.endedAt == expected.endedAt, "\(number): \(run)")
                #expect(run.output == expected.output && run.error == expected.error, "\(number): \(run)")
                let row = try fixture.database.query(
                    "SELECT wake_at, worker_id IS NULL AS is_free FROM runs WHERE id = \(run.id)")[0]
                #expect(try row.optional("wake_at") == expected.wakeAt && row.get("is_free"), "\(number)")
            }
        }
    }

    @Test func `values that are too many for one statement are written with several`() throws {
        try RunFixture.with { fixture in
            let lease = try lease(fixture)
            let runs = try (0..<6).map { _ in try fixture.start().id }
            try claim(fixture, runs.count, under: lease)
            let outputs = (0..<runs.count).map { JSON.string(String(repeating: "\($0)", count: 1_500_000)) }
            try RunCommitStore(database: fixture.database).commit(
                zip(runs, outputs).map {
                    RunCommit(tenant: fixture.tenant, run: $0, ending: .completed(output: $1, at: time))
                }, under: lease)
            for (run, output) in zip(runs, outputs) {
                #expect(try fixture.runs.find(run, in: fixture.tenant)?.output == output)
            }
        }
    }

    @Test func `what came meanwhile, and whose the run is, count for each run of a batch`() throws {
        try RunFixture.with { fixture in
            let (lease, other) = (try lease(fixture), try lease(fixture))
            let runs = try (0..<4).map { _ in try fixture.start().id }
            try claim(fixture, runs.count, under: lease)
            try fixture.database.execute("UPDATE runs SET cancel_requested_at = \(time) WHERE id = \(runs[0])")
            try fixture.database.execute("UPDATE runs SET suspend_requested_at = \(time) WHERE id = \(runs[1])")
            try fixture.put(runs[2], under: other)
            let later = Timestamp.now + .seconds(600)
            try RunCommitStore(database: fixture.database).commit(
                runs.map { RunCommit(tenant: fixture.tenant, run: $0, ending: .parked(until: later)) }, under: lease)
            let statuses = try runs.map { try fixture.runs.find($0, in: fixture.tenant)?.status }
            #expect(statuses == [.waiting, .suspended, .running, .waiting])
            let claims = RunClaimStore(database: fixture.database)
            #expect(try claims.claim(10, under: lease, knowing: 1).map(\.run) == [runs[0]])
        }
    }

    @Test func `with the end of some runs goes what they leave, and of no others`() throws {
        try RunFixture.with { fixture in
            let lease = try lease(fixture)
            let version = try fixture.deploy()
            let (ends, goesOn) = (try fixture.start(version).id, try fixture.start(version).id)
            try claim(fixture, 2, under: lease)
            let commits = RunCommitStore(database: fixture.database)
            let children = [RunID(), RunID()]
            try commits.commit(
                zip([ends, goesOn], children).map { run, child in
                    var commit = RunCommit(tenant: fixture.tenant, run: run)
                    commit.subscriptions = [EventSubscription(run: run, ordinal: 1, filter: 0, type: "a")]
                    commit.snapshot = RunSnapshot(seq: 1, format: 1, state: [:])
                    commit.children = [
                        ChildRun(run: child, workflowVersion: version.id, input: [:], ordinal: 2, isAwaited: true)
                    ]
                    return commit
                }, under: lease)
            let inbox = RunInboxStore(database: fixture.database)
            for run in [ends, goesOn] {
                let item = RunInboxItem(run: run, id: RunInboxID(), kind: .event, ordinal: 1, payload: "{}")
                #expect(try inbox.insert([item], in: fixture.tenant) == [run])
            }
            try commits.commit(
                [
                    RunCommit(tenant: fixture.tenant, run: ends, ending: .completed(output: nil, at: time)),
                    RunCommit(tenant: fixture.tenant, run: goesOn, ending: .parked(until: nil)),
                ], under: lease)
            for table in ["event_subscriptions", "run_snapshots", "run_inbox"] as [SQL] {
                let left = try fixture.database.query("SELECT run_id FROM \(sql: table)")
                #expect(try left.map { try $0.get("run_id") } == [goesOn], "\(table.text)")
            }
            let found = try children.map { try fixture.runs.find($0, in: fixture.tenant)?.cancelRequestedAt != nil }
            #expect(found == [true, false])
        }
    }

    @Test func `children that end in one batch tell their parent, unless it ends in it`() throws {
        try RunFixture.with { fixture in
            let lease = try lease(fixture)
            let version = try fixture.deploy()
            let parents = [try fixture.start(version).id, try fixture.start(version).id]
            try claim(fixture, 2, under: lease)
            let commits = RunCommitStore(database: fixture.database)
            var children: [(run: RunID, parent: RunParent)] = []
            for parent in parents {
                for ordinal in 0..<2 { children.append((RunID(), RunParent(run: parent, ordinal: ordinal))) }
            }
            try commits.commit(
                parents.map { parent in
                    var commit = RunCommit(tenant: fixture.tenant, run: parent)
                    commit.children = children.filter { $0.parent.run == parent }.map {
                        ChildRun(
                            run: $0.run, workflowVersion: version.id, input: [:], ordinal: $0.parent.ordinal,
                            isAwaited: true)
                    }
                    return commit
                }, under: lease)
            try claim(fixture, children.count, under: lease)
            var batch = children.enumerated().map { number, child in
                var commit = RunCommit(
                    tenant: fixture.tenant, run: child.run, ending: .completed(output: JSON(number), at: time))
                commit.parent = child.parent
                return commit
            }
            batch.append(RunCommit(tenant: fixture.tenant, run: parents[0], ending: .parked(until: nil)))
            batch.append(RunCommit(tenant: fixture.tenant, run: parents[1], ending: .cancelled(at: time)))
            try commits.commit(batch, under: lease)
            let inbox = RunInboxStore(database: fixture.database)
            let told = try inbox.items(of: parents[0], limit: 10, in: fixture.tenant)
            #expect(try told.map { try JSON(parsing: $0.payload) } == [["output": 0], ["output": 1]])
            #expect(try inbox.items(of: parents[1], limit: 10, in: fixture.tenant).isEmpty)
            #expect(
                try RunClaimStore(database: fixture.database).claim(10, under: lease, knowing: 1).map(\.run) == [
                    parents[0]
                ])
        }
    }

    @Test func `a run's cost is read with it`() throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            let price = try #require(try PriceStore(database: fixture.database).price(of: "gpt-4o-mini", at: .now))
            try UsageStore(database: fixture.database).record(
                UsageRecord(
                    run: run.id, seq: 1, tenant: fixture.tenant, taskOrdinal: 0, model: "gpt-4o-mini",
                    inputTokens: 7, outputTokens: 3, price: price, at: .now))
            #expect(run.cost == .zero)
            #expect(try fixture.runs.find(run.id, in: fixture.tenant)?.cost.amount == "0.00000285")
        }
    }
}
