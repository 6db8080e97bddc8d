import JSON
import Runs
import WorkflowEngine

/// What runs take of the worker's memory.
extension Stepper {
    /// How many values are looked at for each step of a run, about: one that has more is not counted at every step, as long as it
    /// does not grow.
    static let valuesOfStep = 256
    /// A run that has got so many bytes since it was counted is counted again.
    static let uncountedLimit = 256 << 10

    /// Whether there is no room for what the run holds: it begins nothing and is let go of.
    func isCrowded(_ run: ActiveRun) -> Bool {
        run.state.map { $0.room != .goOn } ?? false
    }

    /// Counts what the run holds after a step, and sees what that leaves it to do.
    func count(_ run: ActiveRun, after step: Step) {
        guard let state = run.state else { return }
        var made = JSONFootprint()
        for task in step.tasks {
            made.add(task.input)
            made.add(task.output)
        }
        run.state?.uncountedSteps += 1
        run.state?.uncountedBytes += made.bytes
        // Who found no room looks at each step whether there is some.
        guard
            state.room != .goOn || state.uncountedBytes + made.bytes > Self.uncountedLimit
                || (state.uncountedSteps + 1) * Self.valuesOfStep > state.countedValues
        else { return }
        var footprint = JSONFootprint()
        state.execution.count(in: &footprint)
        for entry in state.deferred { footprint.add(try? entry.result.get()) }
        for task in state.held {
            footprint.add(task.input)
            footprint.add(task.output)
        }
        run.state?.countedValues = footprint.values
        run.state?.uncountedSteps = 0
        run.state?.uncountedBytes = 0
        run.state?.room = parts.memory.hold(footprint.bytes, of: run.claim.run, in: run.claim.tenant)
    }
}
