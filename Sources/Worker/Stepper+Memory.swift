import JSON
import Runs
import WorkflowEngine

/// What runs take of the worker's memory.
extension Stepper {
    /// How many values are looked at for each step of a run, about: one that has more is not counted at every step.
    static let valuesOfStep = 16_384

    /// Whether there is no room for what the run holds: it begins nothing and is let go of.
    func isCrowded(_ run: ActiveRun) -> Bool {
        run.state.map { $0.room != .goOn } ?? false
    }

    /// Counts what the run holds, and sees what that leaves it to do.
    func count(_ run: ActiveRun) {
        guard let state = run.state else { return }
        run.state?.uncountedSteps += 1
        // Who found no room looks at each step whether there is some.
        guard state.room != .goOn || (state.uncountedSteps + 1) * Self.valuesOfStep > state.countedValues else {
            return
        }
        var footprint = JSONFootprint()
        state.execution.count(in: &footprint)
        for entry in state.deferred { footprint.add(try? entry.result.get()) }
        for task in state.held {
            footprint.add(task.input)
            footprint.add(task.output)
        }
        run.state?.countedValues = footprint.values
        run.state?.uncountedSteps = 0
        run.state?.room = parts.memory.hold(footprint.bytes, of: run.claim.run, in: run.claim.tenant)
    }
}
