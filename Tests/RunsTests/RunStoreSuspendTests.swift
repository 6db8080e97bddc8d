import Database
import Identity
import JSON
import Runs
import Testing
import Workflows

/// Suspending and resuming, as the tables see it.
struct RunStoreSuspendTests {
    private struct Stores {
        let leases: WorkerLeaseStore
        let claims: RunClaimStore
        let commits: RunCommitStore

        init(_ fixture: RunFixture) {
            leases = WorkerLeaseStore(database: fixture.database)
            claims = RunClaimStore(database: fixture.database)
            commits = RunCommitStore(database: fixture.database)
        }

        func claim(_ lease: WorkerLease) throws -> [RunClaim] { try claims.claim(100, under: lease, knowing: 1) }
    }

    private func status(_ run: RunID, _ fixture: RunFixture) throws -> RunStatus? {
        try fixture.runs.find(run, in: fixture.tenant)?.status
    }

    @Test("A run without a worker is suspended at once, and again", arguments: [RunStatus.pending, .waiting, .running])
    func atOnce(before: RunStatus) throws {
        try RunFixture.with { fixture in
            let stores = Stores(fixture)
            let run = try fixture.start()
            if before != .pending { try fixture.set(run, before) }
            try fixture.database.execute("UPDATE runs SET wake_at = UTC_TIMESTAMP(6) WHERE status = 'waiting'")
            guard case .suspended(let suspended) = try fixture.runs.suspend(run.id, in: fixture.tenant) else {
                Issue.record("not suspended at once")
                return
            }
            #expect(suspended.status == .suspended)
            #expect(suspended.suspendRequestedAt != nil)
            #expect(try fixture.runs.suspend(run.id, in: fixture.tenant) == .suspended(suspended))
            // Neither its time nor what comes for it lets a worker have it.
            let item = RunInboxItem(run: run.id, id: RunInboxID(), kind: .event, ordinal: 0, payload: "{}")
            #expect(try RunInboxStore(database: fixture.database).insert([item], in: fixture.tenant) == [run.id])
            let lease = try stores.leases.open()
            #expect(try stores.claim(lease).isEmpty)
            guard case .resumed(let resumed) = try fixture.runs.resume(run.id, in: fixture.tenant) else {
                Issue.record("not resumed")
                return
            }
            #expect(resumed.status == (before == .pending ? .pending : .running))
            #expect(resumed.suspendRequestedAt == nil)
            #expect(try fixture.runs.resume(run.id, in: fixture.tenant) == .resumed(resumed))
            #expect(try stores.claim(lease).map(\.inboxCount) == [1])
        }
    }

    @Test func `a worker that has the run is asked, and whichever way it lets go of it, the run is suspended`() throws {
        try RunFixture.with { fixture in
            let stores = Stores(fixture)
            let workflow = try fixture.deploy()
            for ending in [RunCommit.Ending.parked(until: .now), .parked(until: nil), .released, nil] {
                let run = try fixture.start(workflow)
                let lease = try stores.leases.open()
                #expect(try stores.claim(lease).map(\.isSuspendRequested) == [false])
                guard case .requested(let asked) = try fixture.runs.suspend(run.id, seconds: 600, in: fixture.tenant)
                else {
                    Issue.record("not requested")
                    return
                }
                #expect(asked.status == .running)
                let demand = try #require(try stores.claims.demands(under: lease).first)
                #expect(demand.isSuspend && !demand.isSuspendOverdue)
                // The latest deadline counts.
                _ = try fixture.runs.suspend(run.id, seconds: 0, in: fixture.tenant)
                #expect(try stores.claims.demands(under: lease).map(\.isSuspendOverdue) == [true])
                if let ending {
                    try stores.commits.commit(
                        [RunCommit(tenant: fixture.tenant, run: run.id, ending: ending)], under: lease)
                } else {
                    #expect(try stores.leases.close(lease) == 1)
                }
                #expect(try status(run.id, fixture) == .suspended)
                #expect(try stores.claim(stores.leases.open()).isEmpty)
            }
        }
    }

    @Test func `a run that is resumed before its worker lets go of it is free`() throws {
        try RunFixture.with { fixture in
            let stores = Stores(fixture)
            let run = try fixture.start()
            let lease = try stores.leases.open()
            _ = try stores.claim(lease)
            _ = try fixture.runs.suspend(run.id, in: fixture.tenant)
            guard case .resumed = try fixture.runs.resume(run.id, in: fixture.tenant) else {
                Issue.record("not resumed")
                return
            }
            #expect(try stores.claims.demands(under: lease).isEmpty)
            try stores.commits.commit(
                [RunCommit(tenant: fixture.tenant, run: run.id, ending: .released)], under: lease)
            #expect(try stores.claim(lease).map(\.run) == [run.id])
        }
    }

    @Test func `a run is either claimed or suspended, whoever comes first`() async throws {
        try await RunFixture.with { fixture in
            let workflow = try fixture.deploy()
            let runs = try (0..<200).map { _ in try fixture.start(workflow).id }
            let (configuration, tenant) = (fixture.database.configuration, fixture.tenant)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            async let claimed: [RunID] = {
                let claims = RunClaimStore(database: Database(configuration))
                var all: [RunID] = []
                // The last ones may be locked by the other side for a moment.
                for _ in 0..<400 { all += try claims.claim(1, under: lease, knowing: 1).map(\.run) }
                return all
            }()
            let store = RunStore(database: Database(configuration))
            var suspended: Set<RunID> = []
            for run in runs.reversed() {
                if case .suspended = try store.suspend(run, in: tenant) { suspended.insert(run) }
            }
            let taken = Set(try await claimed)
            #expect(taken.isDisjoint(with: suspended))
            #expect(taken.count + suspended.count == runs.count)
            for run in taken { #expect(try status(run, fixture) == .running) }
        }
    }

    @Test func `a cancel ends a suspended run, and is not held up by one that is to be suspended`() throws {
        try RunFixture.with { fixture in
            let stores = Stores(fixture)
            let workflow = try fixture.deploy()
            let (parked, held) = (try fixture.start(workflow), try fixture.start(workflow))
            _ = try fixture.runs.suspend(parked.id, in: fixture.tenant)
            guard case .cancelled(let ended) = try fixture.runs.cancel(parked.id, in: fixture.tenant) else {
                Issue.record("not cancelled")
                return
            }
            #expect(ended.suspendRequestedAt == nil)
            #expect(try fixture.runs.suspend(parked.id, in: fixture.tenant) == .alreadyFinished(ended))
            #expect(try fixture.runs.resume(parked.id, in: fixture.tenant) == .alreadyFinished(ended))
            let lease = try stores.leases.open()
            _ = try stores.claim(lease)
            _ = try fixture.runs.suspend(held.id, in: fixture.tenant)
            _ = try fixture.runs.cancel(held.id, in: fixture.tenant)
            try stores.commits.commit(
                [RunCommit(tenant: fixture.tenant, run: held.id, ending: .parked(until: nil))], under: lease)
            #expect(try stores.claim(lease).map(\.isCancelRequested) == [true])
            try stores.commits.commit(
                [RunCommit(tenant: fixture.tenant, run: held.id, ending: .cancelled(at: .now))], under: lease)
            #expect(try fixture.runs.find(held.id, in: fixture.tenant)?.suspendRequestedAt == nil)
        }
    }

    @Test func `runs that are awaited follow, also those that are started meanwhile, and only those`() throws {
        try RunFixture.with { fixture in
            let stores = Stores(fixture)
            let workflow = try fixture.deploy()
            let root = try fixture.start(workflow)
            let lease = try stores.leases.open()
            func children(of run: RunID, _ ordinals: Int..., isAwaited: Bool = true) throws -> Set<RunID> {
                let before = try all(fixture)
                var commit = RunCommit(tenant: fixture.tenant, run: run)
                commit.children = ordinals.map {
                    ChildRun(workflowVersion: workflow.id, input: [:], ordinal: $0, isAwaited: isAwaited)
                }
                // As if the worker had it, whatever it is; the root is under it anyway.
                if run != root.id { try fixture.put(run, under: lease) }
                try stores.commits.commit([commit], under: lease)
                if run != root.id { try fixture.put(run, under: nil) }
                return try all(fixture).subtracting(before)
            }
            _ = try stores.claim(lease)
            let child = try #require(try children(of: root.id, 1).first)
            let other = try #require(try children(of: root.id, 2, isAwaited: false).first)
            let grandchildren = try children(of: child, 1, 2)
            _ = try fixture.runs.suspend(root.id, in: fixture.tenant)
            #expect(try status(root.id, fixture) == .running)
            for run in grandchildren.union([child]) { #expect(try status(run, fixture) == .suspended) }
            #expect(try status(other, fixture) == .pending)
            let late = try #require(try children(of: root.id, 3).first)
            let lateOther = try #require(try children(of: root.id, 4, isAwaited: false).first)
            #expect(try status(late, fixture) == .suspended)
            #expect(try status(lateOther, fixture) == .pending)
            #expect(try Set(stores.claim(lease).map(\.run)) == [other, lateOther])
            _ = try fixture.runs.resume(root.id, in: fixture.tenant)
            #expect(try Set(stores.claim(lease).map(\.run)) == grandchildren.union([child, late]))
        }
    }

    @Test func `another tenant and unknown ids change nothing`() throws {
        try RunFixture.with { fixture in
            let (first, second) = (try fixture.start(), try fixture.start())
            _ = try fixture.runs.suspend(second.id, in: fixture.tenant)
            #expect(try fixture.runs.suspend(first.id, in: fixture.stranger) == .noSuchRun)
            #expect(try fixture.runs.resume(second.id, in: fixture.stranger) == .noSuchRun)
            #expect(try fixture.runs.suspend(RunID(), in: fixture.tenant) == .noSuchRun)
            #expect(try status(first.id, fixture) == .pending)
            #expect(try status(second.id, fixture) == .suspended)
        }
    }

    private func all(_ fixture: RunFixture) throws -> Set<RunID> {
        Set(try fixture.database.query("SELECT id FROM runs").map { try $0.get("id") })
    }
}
