import Identity
import Runs
import Testing

@testable import Worker

/// Whose expressions may take long.
@Suite struct TenantOvertimeTests {
    private let overtime = TenantOvertime()
    private let tenant = TenantID()
    private let work = WorkQueue<ActiveRun>(threads: 1)

    /// A run that is to begin, taken from the queue as a stepper does.
    private func beginning(was status: RunStatus, isCancelled: Bool = true) throws -> ActiveRun {
        let run = ActiveRun.test(.test(tenant: tenant, was: status), work: work)
        run.put(.begin)
        #expect(work.take()?.0 === run)
        work.finish(tenant, took: .zero)
        if isCancelled { run.demand(.cancel) }
        return run
    }

    private func isQueued(_ run: ActiveRun) -> Bool {
        work.close()
        return work.take()?.0 === run
    }

    @Test func `a cancelled run that is replayed waits for its turn, and comes once`() throws {
        let long = try beginning(was: .running, isCancelled: false)
        let run = try beginning(was: .running)
        #expect(overtime.grant(long.claim) && !overtime.grant(run.claim))
        overtime.putAside(run)
        // As often as somebody asks.
        overtime.takeBack(run)
        overtime.finish(long)
        #expect(overtime.grant(run.claim))
        #expect(isQueued(run))
        #expect(work.take() == nil)
    }

    @Test func `a cancelled run that was put aside is not queued before its turn`() throws {
        let long = try beginning(was: .running, isCancelled: false)
        let run = try beginning(was: .waiting)
        #expect(overtime.grant(long.claim))
        overtime.putAside(run)
        overtime.takeBack(run)
        #expect(!isQueued(run))
    }

    @Test func `one that nobody has executed yet ends at once`() throws {
        let long = try beginning(was: .running, isCancelled: false)
        let run = try beginning(was: .pending)
        #expect(overtime.grant(long.claim))
        overtime.putAside(run)
        #expect(isQueued(run))
    }
}
