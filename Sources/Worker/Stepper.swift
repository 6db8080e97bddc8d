import Database
import Glibc
import Identity
import JQ
import JSON
import Runs
import Threads
import WorkflowDSL
import WorkflowEngine

/// A thread that interprets runs: one piece of work at a time, from the queue that all steppers share.
final class Stepper {
    private let work: WaitQueue<Work>
    private let table: RunTable
    private let committer: Committer
    private let performer: EffectPerformer
    private let jq: JQ
    private let overtime: TenantOvertime
    private let metrics: WorkerMetrics
    private let journals: JournalStore
    private let arrivals: ArrivalReader
    private var definitions: DefinitionCache

    init(_ parts: WorkerParts) {
        let database = Database(parts.configuration.database)
        work = parts.work
        table = parts.table
        committer = parts.committer
        performer = EffectPerformer(parts, database: database)
        jq = JQ(evaluator: parts.configuration.evaluator, counts: parts.expressions)
        overtime = parts.overtime
        metrics = parts.metrics
        journals = JournalStore(database: database)
        arrivals = ArrivalReader(database: database)
        definitions = DefinitionCache(database: database)
    }

    /// Works until the queue is closed.
    func run() {
        while let next = work.take() {
            if overtime.holdsBack(next) { continue }
            defer { overtime.finish(next.run) }
            do {
                switch next {
                case .begin(let run): try begin(run)
                case .perform(let run, let effect): try perform(effect, for: run)
                case .arrived(let run, let arrival): try arrived(arrival, for: run)
                case .resume(let run, let entry): resume(run, with: entry)
                }
            } catch let error as DatabaseError where error.isTemporary {
                // Nothing was changed, and the database is everybody's: a pause here holds up no other work.
                WorkerLog.note(.warning, "the database cannot be read; trying again", ["reason": .string("\(error)")])
                usleep(250_000)
                work.put(next)
            } catch {
                end(next.run, with: .faulted(Self.explained(error, run: next.run)))
            }
        }
    }

    /// Loads a claimed run, replays its journal and goes on from there.
    private func begin(_ run: ActiveRun) throws {
        let claim = run.claim
        guard let definition = try definitions.definition(claim.workflowVersion, in: claim.tenant) else {
            throw WorkflowError(.configuration, detail: "The workflow version of this run no longer exists.")
        }
        let lines = try journals.lines(of: claim.run, in: claim.tenant)
        let description = RunDescription(id: claim.run.description, input: claim.input, startedAt: claim.startedAt)
        let evaluator = ProgramEvaluator(
            jq: jq, program: definition.program, overtime: overtime, claim: claim, metrics: metrics)
        var replay = Replay(Execution(of: definition.workflow, run: description))
        let next: Step.Next
        do {
            next = try replay.run(lines, using: evaluator)
        } catch {
            guard evaluator.isRefused else { throw error }
            return overtime.putAside(.begin(run))
        }
        if evaluator.isRefused { return overtime.putAside(.begin(run)) }
        run.state = ActiveRun.State(
            execution: replay.execution, program: definition.program, nextSeq: lines.count, awaited: nil)
        go(run, on: next, tasks: replay.tasks)
    }

    private func resume(_ run: ActiveRun, with entry: JournalEntry?) {
        guard var state = run.state else { return }
        let evaluator = ProgramEvaluator(
            jq: jq, program: state.program, overtime: overtime, claim: run.claim, metrics: metrics)
        let step =
            if let entry {
                state.execution.resume(with: entry, using: evaluator)
            } else {
                state.execution.resume(using: evaluator)
            }
        // The run stays as it was, so that the same step can be taken again.
        if evaluator.isRefused { return overtime.putAside(.resume(run, entry)) }
        run.state = state
        go(run, on: step.next, tasks: step.tasks)
    }

    private func perform(_ effect: Effect, for run: ActiveRun) throws {
        if run.isCancelled { return end(run, with: nil) }
        try performer.perform(effect, for: run)
    }

    /// Journals the answer to the effect that the run waits for; the run goes on once that is committed.
    private func arrived(_ arrival: Arrival, for run: ActiveRun) throws {
        run.dropTransfer()
        guard let state = run.state, let effect = state.awaited else { return }
        let answer = try arrivals.read(arrival, effect: effect, seq: state.nextSeq, claim: run.claim)
        let entry = JournalEntry(ordinal: effect.ordinal, at: .now, result: answer.result)
        var commit = RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        commit.journal = [JournalLine(seq: state.nextSeq, format: JournalEntry.format, entry: entry.json)]
        commit.usage = answer.usage
        run.state?.nextSeq += 1
        run.state?.awaited = nil
        if run.isCancelled { return end(run, with: nil, adding: commit) }
        committer.submit(commit) { [work, table] outcome in
            switch outcome {
            case .committed: work.put(.resume(run, entry))
            case .dropped: table.remove(run)
            }
        }
    }

    private func go(_ run: ActiveRun, on next: Step.Next, tasks: [TaskRecord]) {
        var commit = RunCommit(tenant: run.claim.tenant, run: run.claim.run, tasks: tasks.map(RunTask.init))
        if case .finished(let outcome) = next { return end(run, with: outcome, adding: commit) }
        if run.isCancelled { return end(run, with: nil, adding: commit) }
        if run.isReleasing {
            commit.ending = .released
            return letGo(of: run, with: commit)
        }
        switch next {
        case .finished:
            break
        case .yield:
            committer.submit(commit) { [work] _ in work.put(.resume(run, nil)) }
        case .effect(let effect):
            if case .timer(let time) = effect.kind, time > .now {
                commit.ending = .parked(until: time)
                return letGo(of: run, with: commit)
            }
            if !commit.isEmpty { committer.submit(commit) }
            run.state?.awaited = effect
            do {
                try performer.perform(effect, for: run)
            } catch {
                work.put(.perform(run, effect))
            }
        }
    }

    /// Ends a run; without an outcome it was cancelled.
    private func end(_ run: ActiveRun, with outcome: Outcome?, adding commit: RunCommit? = nil) {
        var commit = commit ?? RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        let now = Timestamp.now
        switch outcome {
        case .completed(let output): commit.ending = .completed(output: output, at: now)
        case .faulted(let error): commit.ending = .faulted(error: error.json, at: now)
        case nil:
            commit.tasks += (run.state?.execution.cancelled(at: now) ?? []).map(RunTask.init)
            commit.ending = .cancelled(at: now)
        }
        letGo(of: run, with: commit)
    }

    private func letGo(of run: ActiveRun, with commit: RunCommit) {
        run.state = nil
        committer.submit(commit) { [table] _ in table.remove(run) }
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
        WorkerLog.note(
            .error, "a run cannot be executed",
            ["run": .string(run.claim.run.description), "reason": .string("\(error)")])
        return WorkflowError(.runtime, detail: "The worker cannot execute this run; its log has the reason.")
    }
}
