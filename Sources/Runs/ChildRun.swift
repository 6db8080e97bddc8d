import Identity
package import JSON
package import Workflows

/// A run that a task of another run starts.
package struct ChildRun: Sendable {
    /// Its place among the runs, which stand in the order of their ids.
    package let run: RunID
    package let workflowVersion: WorkflowVersionID
    package let input: JSON
    /// The ordinal of the task that starts it.
    package let ordinal: Int
    /// Whether the task waits for it; if not, it is nobody's child once it has been started.
    package let isAwaited: Bool

    package init(
        run: RunID = RunID(), workflowVersion: WorkflowVersionID, input: JSON, ordinal: Int, isAwaited: Bool
    ) {
        self.run = run
        self.workflowVersion = workflowVersion
        self.input = input
        self.ordinal = ordinal
        self.isAwaited = isAwaited
    }
}

/// The task that started a run.
package struct RunParent: Sendable, Hashable {
    package let run: RunID
    package let ordinal: Int

    package init(run: RunID, ordinal: Int) {
        self.run = run
        self.ordinal = ordinal
    }
}
