package import Identity
package import JSON

/// How far a run has come.
package struct Step: Sendable {
    /// The task instances that changed since the last step, each as it is now.
    package let tasks: [TaskRecord]
    /// The same, each as it was after every change; empty unless asked for (``Execution/tellsTransitions``).
    package let transitions: [TaskRecord]
    /// What the run wants done, beside what it asked for before.
    package let effects: [Effect]
    /// Ordinals of effects that were asked for before and are not wanted any more: give them up. A result that comes all
    /// the same changes nothing.
    package let withdrawn: [Int]
    package let next: Next

    package init(
        tasks: [TaskRecord], transitions: [TaskRecord] = [], effects: [Effect], withdrawn: [Int], next: Next
    ) {
        self.tasks = tasks
        self.transitions = transitions
        self.effects = effects
        self.withdrawn = withdrawn
        self.next = next
    }

    package enum Next: Sendable {
        /// The run goes on with the result of an effect.
        case waiting
        /// Nothing is waited for: commit if you like, then resume.
        case yield
        case finished(Outcome)
    }
}

/// How a run ended.
package enum Outcome: Sendable {
    case completed(JSON)
    case faulted(WorkflowError)
}

/// What a run is, apart from its definition and state.
package struct RunDescription: Sendable {
    package let id: String
    package let input: JSON
    package let startedAt: Timestamp
    /// The values of the secrets that the workflow declares, by name.
    package let secrets: JSONObject

    package init(id: String, input: JSON, startedAt: Timestamp, secrets: JSONObject = [:]) {
        self.id = id
        self.input = input
        self.startedAt = startedAt
        self.secrets = secrets
    }
}
