import CloudEvents
import Database
import Identity
import JSON
import Masking
import Runs
import WorkflowDSL
import WorkflowEngine

/// How effects are begun and given up.
extension Stepper {
    /// Starts what was not started while the run was to be let go of.
    func goOnStarting(_ run: ActiveRun) {
        guard let state = run.state, !state.execution.isReady else { return }
        startOutstanding(run, beginning: [])
        setTimer(of: run)
        parkIfIdle(run, with: RunCommit(tenant: run.claim.tenant, run: run.claim.run))
    }

    /// Starts effects, and those before them that were not started because the run was to be let go of.
    func startOutstanding(_ run: ActiveRun, beginning effects: [Effect]) {
        guard let state = run.state, state.hasUnstarted else { return start(effects, for: run) }
        run.state?.hasUnstarted = false
        start(
            state.execution.outstandingEffects.filter { effect in
                !state.inFlight.contains(effect.ordinal) && !state.answered.contains(effect.ordinal)
            }, for: run)
    }

    func start(_ effects: [Effect], for run: ActiveRun) {
        for effect in effects {
            do {
                try start(effect, for: run)
            } catch {
                run.state?.inFlight.insert(effect.ordinal)
                run.put(.perform(effect))
            }
        }
    }

    /// - Throws: a temporary `DatabaseError`: nothing was started.
    func start(_ effect: Effect, for run: ActiveRun) throws(DatabaseError) {
        guard run.state?.execution.awaits(effect.ordinal) == true else {
            run.state?.inFlight.remove(effect.ordinal)
            return
        }
        if isAskedToStop(run) || isCrowded(run) && !effect.canBeWaitedForElsewhere {
            run.state?.inFlight.remove(effect.ordinal)
            run.state?.hasUnstarted = true
            return
        }
        switch effect.kind {
        case .timer, .listen:
            // The first in memory or in the run's row, the second in the commit of the step.
            return
        case .emit(let event):
            publish(event, at: effect.ordinal, of: run)
        case .subworkflow(let subworkflow):
            try start(subworkflow, at: effect.ordinal, of: run)
        case .http, .openAPI, .agent, .process:
            run.state?.inFlight.insert(effect.ordinal)
            if let transfer = try performer.perform(effect, for: run) {
                run.state?.underWay[effect.ordinal] = transfer
            }
        }
    }

    /// Publishes an event with the line that records it.
    private func publish(_ event: JSON, at ordinal: Int, of run: ActiveRun) {
        func refuse(_ detail: String) {
            journal(.failure(WorkflowError(.configuration, detail: detail)), at: ordinal, of: run)
        }
        let emitted: CloudEvent
        do {
            emitted = try CloudEvent(event)
        } catch {
            return refuse("No event: \(error)")
        }
        let shown: CloudEvent
        do {
            shown = try run.shownMask.mask(emitted: emitted)
        } catch {
            return refuse("With `***` in the place of what nobody is to see it is no event any more: \(error)")
        }
        // The one that the engine gives holds none.
        guard emitted.id == "\(run.claim.run)-\(ordinal)" || run.shownMask.mask(emitted.id) == emitted.id else {
            return refuse("The event's id holds what nobody is to see, and is shown as it is. Choose another one.")
        }
        guard max(emitted.json.text.utf8.count, shown.json.text.utf8.count) <= CloudEventRules.sizeLimit else {
            return refuse("The event is larger than the \(CloudEventRules.sizeLimit) bytes that one may have.")
        }
        journal(.success(emitted.json), at: ordinal, of: run) { $0.events = [shown.json] }
    }

    private func start(_ effect: SubworkflowEffect, at ordinal: Int, of run: ActiveRun) throws(DatabaseError) {
        let child: ChildRun
        switch try performer.child(effect, at: ordinal, of: run) {
        case .success(let found):
            let input: JSON
            do {
                input = try self.input(found, of: run)
            } catch let error as DatabaseError where error.isTemporary {
                throw error
            } catch {
                let failure = EffectPerformer.unreadable("The workflow", error, run)
                return journal(.failure(failure), at: ordinal, of: run)
            }
            child = ChildRun(
                run: RunID(at: parts.clock.now), workflowVersion: found.workflowVersion, input: input,
                ordinal: ordinal, isAwaited: found.isAwaited)
        case .failure(let error): return journal(.failure(error), at: ordinal, of: run)
        }
        guard effect.isAwaited else {
            return journal(.success(.null), at: ordinal, of: run) { $0.children = [child] }
        }
        var commit = RunCommit(tenant: run.claim.tenant, run: run.claim.run)
        commit.children = [child]
        submit(commit, of: run)
    }

    /// What a run that is started gets to see.
    private func input(_ child: ChildRun, of run: ActiveRun) throws -> JSON {
        guard let secrets = run.state?.secrets else { return child.input }
        do {
            return try secrets.input(child.input) {
                let definition = try definitions.definition(child.workflowVersion, in: run.claim.tenant)
                return definition?.workflow.input?.schema.flatMap { definition?.schemas.secretFields(of: $0) }
            }
        } catch is WorkflowDocumentError {
            // The other run meets the error itself.
            return secrets.shownMask.mask(child.input)
        }
    }

    func subscribe(_ effects: [Effect], _ commit: inout RunCommit) {
        for effect in effects {
            guard case .listen(let subscription) = effect.kind else { continue }
            commit.subscriptions += subscription.filters.enumerated().map { number, filter in
                EventSubscription(
                    run: commit.run, ordinal: effect.ordinal, filter: number, type: filter.type, source: filter.source)
            }
        }
    }

    func giveUp(_ ordinals: [Int], of run: ActiveRun, _ commit: inout RunCommit) {
        for ordinal in ordinals {
            run.state?.underWay.removeValue(forKey: ordinal)?.cancel()
            run.state?.inFlight.remove(ordinal)
        }
        commit.withdrawn = ordinals
    }
}
