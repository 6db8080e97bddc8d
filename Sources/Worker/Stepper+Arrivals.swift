import Database
import Identity
import JSON
import Masking
import Runs
import WorkflowEngine

/// What comes to a run: answers, timers, events, ends of other runs.
extension Stepper {
    /// How many rows of its inbox a run looks at in one turn; each may have as many bytes as a value.
    static let inboxLimit = 16

    /// Journals the answer to an effect; the run goes on once that is committed.
    func arrived(_ arrival: Arrival, at ordinal: Int, for run: ActiveRun) throws {
        guard let state = run.state, state.execution.awaits(ordinal), !state.answered.contains(ordinal) else { return }
        let place = try parts.results.enter(arrival, of: run.claim.tenant)
        let answer = try arrivals.read(arrival, ordinal: ordinal, seq: state.nextSeq, claim: run.claim)
        run.state?.underWay[ordinal] = nil
        run.state?.inFlight.remove(ordinal)
        journal(answer.result, at: ordinal, of: run, about: answer.about, holding: place) {
            $0.usage = answer.usage
        }
    }

    /// Writes a result into the journal, and feeds it to the run once that is committed.
    ///
    /// - Parameters:
    ///   - about: what else is known of the result, for the task's detail.
    ///   - place: of the answer that the result was made of, held until it is committed.
    ///   - add: what is committed with it.
    func journal(
        _ result: Result<JSON, WorkflowError>, at ordinal: Int, of run: ActiveRun, position: Int? = nil,
        about: JSON? = nil, holding place: ResultPlace? = nil, isLast: Bool = true,
        adding add: (inout RunCommit) -> Void = { _ in }
    ) {
        guard let state = run.state else { return }
        let seq = state.nextSeq
        let (kept, size) = result.masked(run.mask).kept(beside: state.resultBytes)
        run.state?.resultBytes += size
        run.state?.uncountedBytes += size
        // The run goes on with what is written, as it would in a replay.
        let entry = JournalEntry(
            ordinal: ordinal, at: parts.clock.now, result: kept, position: position,
            about: about.map { run.mask.mask($0) })
        var commit = RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        commit.journal = [JournalLine(seq: seq, format: JournalEntry.format, entry: entry.json)]
        add(&commit)
        run.state?.nextSeq += 1
        run.state?.uncommitted += 1
        if isLast { run.state?.answered.insert(ordinal) }
        submit(commit, of: run) { withExtendedLifetime(place) { run.put(.committed(entry)) } }
    }

    /// Commits; where that cannot be, the run is let go of.
    func submit(_ commit: RunCommit, of run: ActiveRun, then: @escaping @Sendable () -> Void = {}) {
        var commit = commit
        addHeld(to: &commit, of: run)
        commit.parent = run.claim.parent
        if !commit.subscriptions.isEmpty || !commit.children.isEmpty || commit.snapshot != nil {
            run.state?.hasLeftovers = true
        }
        parts.committer.submit(commit) { outcome in
            switch outcome {
            case .committed: then()
            case .dropped: run.put(.dropped)
            }
        }
    }

    /// Forgets a run that is another worker's, or was ended because it could not be stored.
    func drop(_ run: ActiveRun) {
        for transfer in run.state?.underWay.values ?? [:].values { transfer.cancel() }
        run.state = nil
        setTimer(of: run)
        parts.table.remove(run) { parts.memory.release(run.claim.run, of: run.claim.tenant) }
    }

    /// Journals the timers that are due. At a yield they wait: a time limit is looked at there, the others come later.
    func ringTimers(of run: ActiveRun) {
        submitOverdue(of: run)
        defer { setTimer(of: run) }
        guard let state = run.state, !state.execution.isReady else { return }
        let now = parts.clock.now
        for effect in state.execution.outstandingEffects {
            guard case .timer(let time) = effect.kind, time <= now, !state.answered.contains(effect.ordinal) else {
                continue
            }
            journal(.success(.null), at: effect.ordinal, of: run)
        }
    }

    /// Lets the run know when to look at its timers.
    func setTimer(of run: ActiveRun) {
        guard let state = run.state else { return parts.timers.set(nil, for: run) }
        // At a yield no timer rings.
        let effects = state.execution.isReady ? [] : state.execution.outstandingEffects
        let times = effects.compactMap { effect -> Timestamp? in
            guard case .timer(let time) = effect.kind, !state.answered.contains(effect.ordinal) else { return nil }
            return time
        }
        parts.timers.set((times + [state.heldUntil].compactMap(\.self)).min(), for: run)
    }

    /// Takes from the inbox what the run waits for, one after the other, and drops what it does not.
    func readInbox(of run: ActiveRun) throws {
        run.state?.mayHaveInbox = true
        // Else it is looked at when the run is quiet.
        guard let state = run.state, !state.execution.isReady, state.uncommitted == 0 else { return }
        let rows = try inbox.items(of: run.claim.run, limit: Self.inboxLimit, in: run.claim.tenant)
        let evaluator = evaluator(state.definition, for: run)
        var unwanted: [RunInboxID] = []
        for row in rows {
            let payload = try JSON(parsing: row.payload)
            let isWanted: Bool
            switch row.kind {
            case .event:
                do {
                    isWanted = try state.execution.accepts(payload, for: row.ordinal, using: evaluator)
                } catch {
                    try evaluator.checkGranted()
                    // The run itself meets the error, where a `try` can catch it.
                    isWanted = true
                }
            case .child: isWanted = state.execution.awaits(row.ordinal)
            }
            try evaluator.checkGranted()
            guard isWanted else {
                unwanted.append(row.id)
                continue
            }
            let consumed = unwanted + [row.id]
            let isChild = row.kind == .child
            let result = isChild ? Self.end(ofChild: payload) : .success(payload)
            journal(result, at: row.ordinal, of: run, isLast: isChild) { $0.consumed = consumed }
            // The next ones are looked at when the run has seen this one.
            return
        }
        var commit = RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        commit.consumed = unwanted
        run.state?.mayHaveInbox = false
        guard rows.count == Self.inboxLimit else { return parkIfIdle(run, with: commit) }
        submit(commit, of: run) { run.put(.inbox) }
    }

    /// How another run ended, as its `run` task sees it: a fault is passed on.
    private static func end(ofChild payload: JSON) -> Result<JSON, WorkflowError> {
        if let output = payload["output"] { return .success(output) }
        guard var error = payload["error"].flatMap(WorkflowError.init(json:)) else {
            return .failure(WorkflowError(.runtime, detail: "The run that the task started was cancelled."))
        }
        // The place in the other document says nothing here.
        error.instance = nil
        return .failure(error)
    }
}

extension Result<JSON, WorkflowError> {
    fileprivate func masked(_ mask: SecretMask) -> Self {
        guard !mask.isEmpty else { return self }
        switch self {
        case .success(let value): return .success(mask.mask(value))
        case .failure(let error): return .failure(WorkflowError(json: mask.mask(error.json)) ?? error)
        }
    }
}
