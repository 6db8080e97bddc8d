import Identity
import JSON
import Runs
import Testing

struct RunStoreCancelTests {
    @Test("A run without a worker ends at once", arguments: [RunStatus.pending, .waiting, .suspended])
    func atOnce(status: RunStatus) throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            if status != .pending { try fixture.set(run, status) }
            try fixture.addTask(to: run, 0, status: .completed)
            try fixture.addTask(to: run, 1, status: .waiting)
            guard case .cancelled(let cancelled) = try fixture.runs.cancel(run.id, in: fixture.tenant) else {
                Issue.record("not cancelled at once")
                return
            }
            #expect(cancelled.status == .cancelled)
            #expect(cancelled.endedAt != nil)
            #expect(cancelled.cancelRequestedAt == cancelled.endedAt)
            let tasks = try fixture.runs.tasks(of: run.id, limit: 9, in: fixture.tenant).tasks
            #expect(tasks.map(\.status) == [.completed, .cancelled])
            #expect(tasks[1].endedAt != nil)
        }
    }

    @Test("A run with a worker is asked to end", arguments: [RunStatus.running, .waiting])
    func request(status: RunStatus) throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            try fixture.set(run, status, worker: true)
            guard case .requested(let asked) = try fixture.runs.cancel(run.id, in: fixture.tenant) else {
                Issue.record("not requested")
                return
            }
            #expect(asked.status == status)
            #expect(asked.endedAt == nil)
            #expect(asked.cancelRequestedAt != nil)
            // The second request changes nothing.
            #expect(try fixture.runs.cancel(run.id, in: fixture.tenant) == .requested(asked))
        }
    }

    @Test("A finished run stays as it is", arguments: [RunStatus.completed, .faulted, .cancelled])
    func finished(status: RunStatus) throws {
        try RunFixture.with { fixture in
            let run = try fixture.start()
            try fixture.set(run, status, output: 1)
            let before = try #require(try fixture.runs.find(run.id, in: fixture.tenant))
            #expect(try fixture.runs.cancel(run.id, in: fixture.tenant) == .alreadyFinished(before))
            #expect(try fixture.runs.find(run.id, in: fixture.tenant) == before)
        }
    }

    @Test func `Another tenant and unknown ids cancel nothing`() throws {
        try RunFixture.with { fixture in
            let pending = try fixture.start()
            let running = try fixture.start()
            try fixture.set(running, .running, worker: true)
            #expect(try fixture.runs.cancel(pending.id, in: fixture.stranger) == .noSuchRun)
            #expect(try fixture.runs.cancel(running.id, in: fixture.stranger) == .noSuchRun)
            #expect(try fixture.runs.cancel(RunID(), in: fixture.tenant) == .noSuchRun)
            #expect(try fixture.runs.find(pending.id, in: fixture.tenant)?.status == .pending)
            #expect(try fixture.runs.find(running.id, in: fixture.tenant)?.cancelRequestedAt == nil)
        }
    }
}
