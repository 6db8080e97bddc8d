package import Costs
package import Identity
package import JSON

/// What a worker writes about one run in one transaction.
package struct RunCommit: Sendable {
    package let tenant: TenantID
    package let run: RunID
    package var journal: [JournalLine]
    package var tasks: [RunTask]
    package var usage: [UsageRecord]
    /// Nil while the worker keeps the run.
    package var ending: Ending?

    package enum Ending: Sendable {
        case completed(output: JSON, at: Timestamp)
        case faulted(error: JSON, at: Timestamp)
        case cancelled(at: Timestamp)
        /// Nothing to do before this time.
        case parked(until: Timestamp)
        /// Another worker may go on at once.
        case released
    }

    package init(
        tenant: TenantID, run: RunID, journal: [JournalLine] = [], tasks: [RunTask] = [], usage: [UsageRecord] = [],
        ending: Ending? = nil
    ) {
        self.tenant = tenant
        self.run = run
        self.journal = journal
        self.tasks = tasks
        self.usage = usage
        self.ending = ending
    }

    package var isEmpty: Bool {
        journal.isEmpty && tasks.isEmpty && usage.isEmpty && ending == nil
    }
}
