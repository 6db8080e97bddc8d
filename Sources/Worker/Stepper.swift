import Database
import Glibc
import Identity
import JQ
import JSON
import Runs
import Secrets
import Supervision
import Threads
import WorkflowDSL
import WorkflowEngine

/// A thread that interprets runs: it takes one after the other from the queue that all steppers share, and handles its
/// messages.
final class Stepper {
    /// How many messages of a run are handled before the next run has its turn.
    static let messageLimit = 16

    let parts: WorkerParts
    let performer: EffectPerformer
    let jq: JQ
    let journals: JournalStore
    let inbox: RunInboxStore
    let snapshots: RunSnapshotStore
    let arrivals: ArrivalReader
    let secrets: SecretStore
    var definitions: DefinitionCache

    init(_ parts: WorkerParts) {
        let database = Database(parts.configuration.database)
        self.parts = parts
        performer = EffectPerformer(parts, database: database)
        jq = JQ(evaluator: parts.configuration.evaluator)
        journals = JournalStore(database: database)
        inbox = RunInboxStore(database: database)
        snapshots = RunSnapshotStore(database: database)
        arrivals = ArrivalReader(database: database, clock: parts.clock)
        secrets = SecretStore(database: database, keys: parts.configuration.secretKeys)
        definitions = DefinitionCache(database: database, jq: jq)
    }

    /// Works until the queue is closed.
    func run() {
        while let (run, tenant) = parts.work.take() {
            let begun = ContinuousClock.now
            if !parts.overtime.holdsBack(run) {
                if handleMessages(of: run) { run.requeue() }
                parts.overtime.finish(run)
            }
            parts.work.finish(tenant, took: .now - begun)
        }
    }

    /// - Returns: whether the run is to have another turn.
    private func handleMessages(of run: ActiveRun) -> Bool {
        for _ in 0..<Self.messageLimit {
            guard let message = run.take() else { return false }
            do {
                try handle(message, for: run)
            } catch is ResultHeldBack {
                run.putBack(message)
                parts.results.putAside(run)
                return false
            } catch is OvertimeRefused {
                // The run stays as it was, so that the same step can be taken again.
                run.putBack(message)
                parts.overtime.putAside(run)
                return false
            } catch let error as DatabaseError where error.isTemporary {
                // Nothing was changed, and the database is everybody's: a pause here holds up no other work.
                DaemonLog.worker.note(
                    .warning, "the database cannot be read; trying again", ["reason": .string("\(error)")])
                usleep(250_000)
                run.putBack(message)
                return true
            } catch {
                end(run, with: .faulted(Self.explained(error, run: run)))
            }
        }
        return true
    }

    private func handle(_ message: RunMessage, for run: ActiveRun) throws {
        if case .begin = message { return try begin(run) }
        guard run.state != nil else { return }
        // What takes long need not be begun.
        if message.evaluates, run.wants(.cancel) { return end(run, with: nil) }
        switch message {
        case .begin: break
        case .perform(let effect):
            try start(effect, for: run)
            // It may be what the run waited for before it could be let go of.
            if isStopping(run) { obey(run) }
        case .arrived(let ordinal, let arrival): try arrived(arrival, at: ordinal, for: run)
        case .committed(let entry): try committed(entry, of: run)
        case .goOn: try goOn(run)
        case .timers: ringTimers(of: run)
        case .inbox: try readInbox(of: run)
        case .control: obey(run)
        case .dropped: drop(run)
        }
    }

    /// Loads a claimed run, replays its journal and goes on from there.
    private func begin(_ run: ActiveRun) throws {
        let claim = run.claim
        guard let definition = try definitions.definition(claim.workflowVersion, in: claim.tenant) else {
            throw WorkflowError(.configuration, detail: "The workflow version of this run no longer exists.")
        }
        run.lifecycle = RunLifecycle(
            try performer.lifecycleEvents(of: claim.tenant), of: claim.run, definition.workflow.document)
        if !claim.wasWaiting { run.lifecycle?.started(at: claim.startedAt) }
        if claim.isNew, run.wants(.cancel) { return end(run, with: nil) }
        let secrets = try RunSecrets(definition.workflow.use.secrets, in: claim.tenant, from: secrets)
        let description = RunDescription(
            id: claim.run.description, input: claim.input, startedAt: claim.startedAt, secrets: secrets.values)
        let evaluator = evaluator(definition, for: run)
        var replay = Replay(Execution(of: definition.workflow, run: description))
        let snapshot = claim.isNew ? nil : try snapshots.find(claim.run, in: claim.tenant)
        if let snapshot, Execution.readsSnapshot(format: snapshot.format, mayMark: definition.mayMark),
            let execution = Execution(of: definition.workflow, run: description, snapshot: snapshot.state)
        {
            replay = Replay(goingOnFrom: execution)
        }
        replay.execution.tellsTransitions = run.lifecycle != nil
        let start = replay.execution
        let seq = replay.isGoingOn ? snapshot?.seq ?? 0 : 0
        let lines = claim.isNew ? [] : try journals.lines(of: claim.run, from: seq, in: claim.tenant)
        let next: Step.Next
        do {
            next = try replay.run(lines, using: evaluator)
        } catch {
            try evaluator.checkGranted()
            throw error
        }
        try evaluator.checkGranted()
        run.state = ActiveRun.State(
            execution: replay.execution, definition: definition, secrets: secrets, nextSeq: seq + lines.count,
            mayHaveInbox: claim.inboxCount > 0, snapshotSeq: seq,
            resultBytes: lines.reduce(0) { $0 + $1.entry.approximateSize }, hasLeftovers: !claim.isNew)
        run.lifecycle?.replayed(replay, from: start, isCommitted: claim.wasWaiting, at: parts.clock.now)
        let step = Step(
            tasks: replay.tasks, effects: replay.execution.outstandingEffects, withdrawn: [], next: next)
        go(run, on: step)
    }

    /// Feeds the run a result that is committed, once it has nothing more to do by itself.
    private func committed(_ entry: JournalEntry, of run: ActiveRun) throws {
        guard var state = run.state else { return }
        if state.execution.isReady, entry.position == nil {
            run.state?.uncommitted -= 1
            run.state?.deferred.append(entry)
            return
        }
        let evaluator = evaluator(state.definition, for: run)
        let step = state.execution.resume(with: entry, using: evaluator)
        try evaluator.checkGranted()
        state.uncommitted -= 1
        state.answered.remove(entry.ordinal)
        run.state = state
        go(run, on: step)
    }

    /// Goes on after a yield, unless a time limit is over.
    private func goOn(_ run: ActiveRun) throws {
        guard var state = run.state else { return }
        if let overdue = state.execution.overdueDeadline(at: parts.clock.now), !state.answered.contains(overdue) {
            return journal(.success(.null), at: overdue, of: run, position: state.execution.position)
        }
        let evaluator = evaluator(state.definition, for: run)
        let step = state.execution.resume(using: evaluator)
        try evaluator.checkGranted()
        run.state = state
        go(run, on: step)
    }

    func evaluator(_ definition: LoadedDefinition, for run: ActiveRun) -> ProgramEvaluator {
        ProgramEvaluator(
            jq: jq, program: definition.program, overtime: parts.overtime, claim: run.claim, metrics: parts.metrics,
            schemas: definition.schemas)
    }

    /// What the run tells of an error. What is neither the workflow's nor the document's is the operator's.
    private static func explained(_ error: any Error, run: ActiveRun) -> WorkflowError {
        if var error = error as? WorkflowError {
            error.instance = error.instance ?? "/"
            return error
        }
        if let error = error as? WorkflowDocumentError {
            return WorkflowError(
                .configuration, detail: "This worker does not understand the document any more: \(error)")
        }
        DaemonLog.worker.note(
            .error, "a run cannot be executed",
            ["run": .string(run.claim.run.description), "reason": .string("\(error)")])
        return WorkflowError(.runtime, detail: "The worker cannot execute this run; its log has the reason.")
    }
}
