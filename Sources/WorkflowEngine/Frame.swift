import Identity
import JSON
import WorkflowDSL

/// What a run is in the middle of. A run is a stack of these: the innermost last.
enum Frame: Sendable {
    case list(ListFrame)
    case task(TaskFrame)
    case loop(LoopFrame)
    case attempt(AttemptFrame)
    /// The delay before the next attempt of a `try`.
    case retryDelay(AttemptFrame)
    case handler(HandlerFrame)
}

/// A task list and the task of it that comes next.
struct ListFrame: Sendable {
    let tasks: [NamedTask]
    var next = 0
}

/// A task that has started and whose output is not known yet.
struct TaskFrame: Sendable {
    let named: NamedTask
    var record: TaskRecord
    /// `record.input` after `input.from`: `$input`, and `.` of the task's own expressions.
    let input: JSON
}

/// A `for` and the iteration that comes next.
struct LoopFrame: Sendable {
    let loop: ForLoop
    let items: [JSON]
    var next = 0
}

/// A `try` and its attempt.
struct AttemptFrame: Sendable {
    let definition: TryDefinition
    let input: JSON
    let firstStartedAt: Timestamp
    /// 1 for the first.
    var attempt = 1
}

/// A `catch.do` and the error it handles.
struct HandlerFrame: Sendable {
    let variable: String
    let error: WorkflowError
}

/// What a frame tells the one around it.
enum Signal: Sendable {
    case value(JSON)
    case error(WorkflowError)
    /// `then: end`: the workflow completes from any depth.
    case end(JSON)
    case effect(Effect)
}
