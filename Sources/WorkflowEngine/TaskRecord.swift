package import Identity
package import JSON

/// What is known of one task instance of a run.
package struct TaskRecord: Sendable, Codable {
    /// Counts the task instances of a run from 0, in the order in which they started.
    package let ordinal: Int
    package let name: String
    /// The task's place in the definition, a JSON pointer.
    package let reference: String
    package var status: TaskStatus
    /// 1 for the first; a retry of the `try` around it has the next number.
    package let attempt: Int
    package let startedAt: Timestamp
    package var endedAt: Timestamp?
    package var input: JSON
    package var output: JSON?
    package var error: WorkflowError?
    /// What explains the task: an object whose members ``Detail`` names, each where there is something to tell. Values of
    /// expressions stand in it whole and unmasked: whoever stores it masks and cuts them.
    package var detail: JSON?
}

/// The phases of a task (specification, "Status Phases"), and `skipped` for one whose `if` was false.
package enum TaskStatus: String, Sendable, Codable {
    case running, waiting, cancelled, faulted, completed, skipped
}
