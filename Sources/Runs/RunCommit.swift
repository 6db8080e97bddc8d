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
    /// What the run has begun to listen for.
    package var subscriptions: [EventSubscription] = []
    /// Ordinals that the run does not wait for any more: it stops to listen there, and the runs it started there are to
    /// end.
    package var withdrawn: [Int] = []
    /// Runs that it starts.
    package var children: [ChildRun] = []
    /// What it has taken from its inbox, or does not want.
    package var consumed: [RunInboxID] = []
    /// CloudEvents that it publishes.
    package var events: [JSON] = []
    /// Takes the place of the one before.
    package var snapshot: RunSnapshot?
    /// Whether a run that ends may have subscriptions, an inbox, children or a snapshot that go with it. Whoever does not
    /// know says yes.
    package var hasLeftovers = true
    /// The task that waits for the run's end.
    package var parent: RunParent?
    /// Nil while the worker keeps the run.
    package var ending: Ending?

    package enum Ending: Sendable {
        case completed(output: JSON, at: Timestamp)
        case faulted(error: JSON, at: Timestamp)
        case cancelled(at: Timestamp)
        /// Nothing to do before this time, or before something comes into the inbox; nil: only then.
        case parked(until: Timestamp?)
        /// Another worker may go on at once, unless somebody asked to suspend the run.
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
        journal.isEmpty && tasks.isEmpty && usage.isEmpty && subscriptions.isEmpty && withdrawn.isEmpty
            && children.isEmpty && consumed.isEmpty && events.isEmpty && snapshot == nil
            && ending == nil
    }
}
