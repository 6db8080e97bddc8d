internal import CloudEvents
internal import Events
internal import FunctionKit
internal import Identity
internal import JSON
internal import Policies
internal import Runs

/// Tells as events that runs are suspended and resumed, where the policy of the tenant wants it: workers need not have them
/// for that.
struct SuspensionNotices {
    let policies: PolicyStore
    let runs: RunStore
    let events: EventStore
    let hints: EventHints

    /// What to do with a run that is suspended or resumed, in the same transaction; nil where nothing is told.
    ///
    /// - Parameters:
    ///   - verb: `suspended` or `resumed`.
    ///   - request: tells the workers after its commit.
    func teller(_ verb: String, for request: Request) throws -> ((Run) throws -> Void)? {
        let tenant = request.caller.tenant
        let level = try policies.policy(of: tenant).lifecycleEvents
        guard level != .none else { return nil }
        request.afterCommit { try? hints.publish() }
        let now = Timestamp.now
        return { run in
            guard let since = run.suspendRequestedAt else { return }
            let source = LifecycleEventSource(run)
            // One suspension from the next.
            let mark = "-\(since.microseconds)"
            var told = [source.workflow(verb, at: now, mark: mark)]
            if level == .all {
                told += try runs.openTasks(of: run.id, in: tenant).map {
                    source.task(verb, ordinal: $0.ordinal, reference: $0.reference, at: now, mark: mark)
                }
            }
            _ = try events.receive(told.map { try CloudEvent($0) }, in: tenant)
        }
    }
}
