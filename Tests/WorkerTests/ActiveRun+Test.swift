import Identity
import JSON
import Workflows

@testable import Runs
@testable import Worker

extension RunClaim {
    /// Of a run that nobody knows.
    static func test(
        tenant: TenantID = TenantID(), version: WorkflowVersionID = WorkflowVersionID(),
        was status: RunStatus = .running
    ) -> RunClaim {
        RunClaim(
            tenant: tenant, run: RunID(), workflowVersion: version, input: [:], startedAt: .now,
            isCancelRequested: false,
            isSuspendRequested: false, previousStatus: status, inboxCount: 0, parent: nil)
    }
}

extension ActiveRun {
    static func test(
        _ claim: RunClaim = .test(), work: WorkQueue<ActiveRun> = WorkQueue<ActiveRun>(threads: 1)
    ) -> ActiveRun {
        ActiveRun(claim: claim, work: work)
    }
}
