import Identity
import JSON
import Masking
import Runs
import WorkflowEngine

/// What a step of a run asks for.
extension Stepper {
    /// A run that waits longer than this for timers, events and other runs alone is let go of until then.
    static let shortWait = Duration.seconds(1)

    /// Commits what a step has done, and starts what it asks for.
    func go(_ run: ActiveRun, on step: Step) {
        if let values = run.state?.execution.secretValues { run.state?.secrets.learn(values) }
        let mask = run.shownMask
        count(run, after: step)
        var commit = RunCommit(
            tenant: run.claim.tenant, run: run.claim.run, tasks: step.tasks.map { RunTask($0, mask) })
        run.lifecycle?.stepped(step, at: parts.clock.now)
        commit.events = events(of: run)
        if case .finished(let outcome) = step.next { return end(run, with: outcome, adding: commit) }
        if run.wants(.cancel) { return end(run, with: nil, adding: commit) }
        giveUp(step.withdrawn, of: run, &commit)
        subscribe(step.effects, &commit)
        if case .yield = step.next {
            // The loop is evaluated again from its last effect.
            if isStopping(run), canLetGo(of: run) { return letGoIfIdle(run, with: commit) }
            start(step.effects, for: run)
            return submit(commit, of: run) { run.put(.goOn) }
        }
        if let entry = run.state?.deferred.first {
            run.state?.deferred.removeFirst()
            run.state?.uncommitted += 1
            // It is older than all that is in the mailbox: results come in the order of the journal.
            run.putBack(.committed(entry))
        }
        takeSnapshot(of: run, &commit)
        if isAskedToStop(run) || isCrowded(run) && !canPark(run, starting: step.effects) {
            // Nothing new is begun; what is under way may end.
            if !step.effects.isEmpty { run.state?.hasUnstarted = true }
            return letGoIfIdle(run, with: commit)
        }
        if !commit.isEmpty, !canPark(run, starting: step.effects) {
            submitOrHold(commit, of: run)
            commit = RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        }
        startOutstanding(run, beginning: step.effects)
        setTimer(of: run)
        if let state = run.state, state.mayHaveInbox, state.uncommitted == 0 { run.put(.inbox) }
        parkIfIdle(run, with: commit)
    }

    /// What the run tells of itself and has not told.
    private func events(of run: ActiveRun) -> [JSON] {
        guard let events = run.lifecycle?.take() else { return [] }
        let mask = run.shownMask
        return events.map { mask.mask(told: $0) }
    }

    /// After so many lines of the journal a replay should begin here.
    static let snapshotInterval = 500

    private func takeSnapshot(of run: ActiveRun, _ commit: inout RunCommit) {
        guard let state = run.state, state.uncommitted == 0, state.deferred.isEmpty,
            state.nextSeq - state.snapshotSeq >= Self.snapshotInterval
                || state.resultBytes - state.skippedBytes >= ResultLimit.untilSnapshot,
            let snapshot = state.execution.snapshot
        else { return }
        run.state?.snapshotSeq = state.nextSeq
        run.state?.skippedBytes = state.resultBytes
        // One that is too large is not worth it: the journal has all.
        guard snapshot.text.utf8.count <= PayloadTooLarge.limit else { return }
        commit.snapshot = RunSnapshot(seq: state.nextSeq, format: Execution.snapshotFormat, state: snapshot)
        run.state?.resultBytes = 0
        run.state?.skippedBytes = 0
    }

    /// Somebody wants something of the run.
    func obey(_ run: ActiveRun) {
        if run.wants(.cancel) { return end(run, with: nil) }
        if isStopping(run) {
            letGoIfIdle(run, with: RunCommit(tenant: run.claim.tenant, run: run.claim.run))
        } else {
            goOnStarting(run)
        }
    }

    /// Whether the run is to be let go of as soon as nothing is under way.
    func isStopping(_ run: ActiveRun) -> Bool {
        isAskedToStop(run) || isCrowded(run)
    }

    func isAskedToStop(_ run: ActiveRun) -> Bool {
        run.wants(.release) || run.wants(.suspend)
    }

    private func letGoIfIdle(_ run: ActiveRun, with commit: RunCommit) {
        var commit = commit
        guard let state = run.state, canLetGo(of: run) else {
            if !commit.isEmpty { submit(commit, of: run) }
            return
        }
        for transfer in state.underWay.values { transfer.cancel() }
        // What the run's row says decides whether it is suspended: it may have been resumed meanwhile.
        commit.ending = .released
        letGo(of: run, with: commit)
    }

    /// Whether nothing is under way, or is not waited for.
    private func canLetGo(of run: ActiveRun) -> Bool {
        let isForced = run.wants(.force) || run.state?.room == .leave
        guard let state = run.state, state.uncommitted == 0 else { return false }
        return isForced || state.deferred.isEmpty && state.inFlight.isEmpty
    }

    private func canPark(_ run: ActiveRun, starting effects: [Effect]) -> Bool {
        effects.allSatisfy(\.canBeWaitedForElsewhere) && isIdle(run)
    }

    private func isIdle(_ run: ActiveRun) -> Bool {
        guard let state = run.state else { return false }
        return state.uncommitted == 0 && state.deferred.isEmpty && state.inFlight.isEmpty && !state.mayHaveInbox
            && !state.hasUnstarted && !state.execution.isReady
    }

    /// Lets go of a run that waits for a time, events or other runs only, unless the time is near.
    func parkIfIdle(_ run: ActiveRun, with commit: RunCommit) {
        guard isIdle(run), let state = run.state else {
            if !commit.isEmpty { submit(commit, of: run) }
            return
        }
        var wake: Timestamp?
        for effect in state.execution.outstandingEffects {
            guard case .timer(let time) = effect.kind else { continue }
            wake = min(wake ?? time, time)
        }
        if let wake, wake <= parts.clock.now + Self.shortWait, !isCrowded(run) {
            if !commit.isEmpty { submit(commit, of: run) }
            return
        }
        var commit = commit
        commit.ending = .parked(until: wake)
        letGo(of: run, with: commit)
    }

    /// Ends a run; without an outcome it was cancelled.
    func end(_ run: ActiveRun, with outcome: Outcome?, adding commit: RunCommit? = nil) {
        var commit = commit ?? RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        let now = parts.clock.now
        switch outcome {
        case .completed(let output): commit.ending = .completed(output: run.shownMask.mask(output), at: now)
        case .faulted(let error): commit.ending = .faulted(error: run.shownMask.mask(error.json), at: now)
        case nil:
            let mask = run.shownMask
            let tasks = run.state?.execution.cancelled(at: now) ?? []
            commit.tasks += tasks.map { RunTask($0, mask) }
            for task in tasks { run.lifecycle?.changed(task) }
            commit.ending = .cancelled(at: now)
        }
        run.lifecycle?.ended(outcome, at: now)
        commit.events += events(of: run)
        if let state = run.state {
            for transfer in state.underWay.values { transfer.cancel() }
        }
        commit.hasLeftovers = run.state?.hasLeftovers ?? true
        letGo(of: run, with: commit)
    }

    private func letGo(of run: ActiveRun, with commit: RunCommit) {
        var commit = commit
        addHeld(to: &commit, of: run)
        commit.parent = run.claim.parent
        run.state = nil
        setTimer(of: run)
        parts.committer.submit(commit) { [table = parts.table, memory = parts.memory] _ in
            table.remove(run) { memory.release(run.claim.run, of: run.claim.tenant) }
        }
    }
}

extension Effect {
    /// Whether no worker need hold the run for it.
    var canBeWaitedForElsewhere: Bool {
        switch kind {
        case .timer, .listen: true
        case .subworkflow(let subworkflow): subworkflow.isAwaited
        case .http, .openAPI, .agent, .process, .emit: false
        }
    }
}
