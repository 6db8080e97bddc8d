import Database
import Identity
import JSON
import Runs
import Testing
import Workflows

/// Cancelling many runs at once.
struct RunStoreBulkCancelTests {
    @Test func `only what fits all of the filter is cancelled, as one by one`() throws {
        try RunFixture.with { fixture in
            let (first, second) = (try fixture.deploy(), try fixture.deploy("shop/refund", "2.0.0"))
            let other = try fixture.deploy("shop/order")
            let pending = try fixture.start(first)
            let (waiting, suspended) = (try fixture.start(first), try fixture.start(first))
            let held = try fixture.start(first)
            let (newer, foreign) = (try fixture.start(second), try fixture.start(other))
            let ended = try fixture.start(first)
            try fixture.set(waiting, .waiting)
            try fixture.addTask(to: waiting, 0, status: .waiting)
            try fixture.set(suspended, .suspended)
            try fixture.set(held, .running, worker: true)
            try fixture.set(ended, .completed, output: 1)
            let name = try #require(WorkflowName("shop/refund"))
            func cancel(_ filter: RunFilter) throws -> (cancelled: Set<RunID>, requested: Set<RunID>) {
                let outcome = try fixture.runs.cancel(matching: filter, in: fixture.tenant)
                #expect(!outcome.hasMore)
                return (Set(outcome.cancelled), Set(outcome.requested))
            }
            #expect(try fixture.runs.cancel(matching: RunFilter(workflow: name), in: fixture.stranger).cancelled == [])
            #expect(try cancel(RunFilter(createdBefore: pending.createdAt)) == ([], []))
            #expect(try cancel(RunFilter(createdAfter: ended.createdAt)) == ([], []))
            #expect(try cancel(RunFilter(workflow: name, statuses: [.waiting])) == ([waiting.id], []))
            #expect(try fixture.runs.tasks(of: waiting.id, limit: 9, in: fixture.tenant).tasks[0].status == .cancelled)
            let version = SemanticVersion("1.0.0")
            #expect(
                try cancel(RunFilter(workflow: name, version: version)) == ([pending.id, suspended.id], [held.id]))
            // What was asked for before does not count again.
            #expect(try cancel(RunFilter(workflow: name, version: version)) == ([], []))
            #expect(try fixture.runs.find(held.id, in: fixture.tenant)?.cancelRequestedAt != nil)
            #expect(try fixture.runs.find(ended.id, in: fixture.tenant)?.status == .completed)
            #expect(
                try cancel(RunFilter(statuses: [.pending], createdAfter: ended.createdAt + .seconds(-600)))
                    == ([newer.id, foreign.id], []))
        }
    }

    @Test func `runs that another one awaits are ended by a worker, and so are those that a run awaits`() throws {
        try RunFixture.with { fixture in
            let (parent, child) = (try fixture.deploy(), try fixture.deploy("shop/order"))
            let claims = RunClaimStore(database: fixture.database)
            let run = try fixture.start(parent)
            let lease = try WorkerLeaseStore(database: fixture.database).open()
            _ = try claims.claim(1, under: lease, knowing: 1)
            var commit = RunCommit(tenant: fixture.tenant, run: run.id, ending: .parked(until: nil))
            commit.children = [ChildRun(workflowVersion: child.id, input: [:], ordinal: 1, isAwaited: true)]
            try RunCommitStore(database: fixture.database).commit([commit], under: lease)
            let outcome = try fixture.runs.cancel(
                matching: RunFilter(workflow: WorkflowName("shop/refund")), in: fixture.tenant)
            #expect(outcome.cancelled == [run.id])
            let claimed = try claims.claim(9, under: lease, knowing: 1)
            #expect(claimed.map(\.isCancelRequested) == [true])
            #expect(claimed.map(\.parent?.run) == [run.id])
        }
    }

    @Test func `one call takes so many, the next one the rest`() throws {
        try RunFixture.with { fixture in
            let workflow = try fixture.deploy()
            let run = try fixture.start(workflow)
            // As many as one call takes, and one more.
            for _ in 0..<RunStore.bulkCancelLimit {
                try fixture.database.execute(
                    """
                    INSERT INTO runs (tenant_id, id, workflow_version_id, status, input, created_by, created_at)
                    SELECT tenant_id, \(RunID()), workflow_version_id, 'pending', '{}', created_by, created_at
                    FROM runs WHERE id = \(run.id)
                    """)
            }
            let filter = RunFilter(statuses: [.pending])
            let first = try fixture.runs.cancel(matching: filter, in: fixture.tenant)
            #expect(first.cancelled.count == RunStore.bulkCancelLimit && first.hasMore)
            #expect(first.cancelled.contains(run.id), "the oldest first")
            let second = try fixture.runs.cancel(matching: filter, in: fixture.tenant)
            #expect(second.cancelled.count == 1 && !second.hasMore)
        }
    }
}
