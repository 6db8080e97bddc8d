import Identity
import JSON
import WorkflowDSL

/// What a strand is in the middle of. The innermost stands last.
enum Frame: Sendable {
    case list(ListFrame)
    case task(TaskFrame)
    case loop(LoopFrame)
    case fork(ForkFrame)
    case attempt(AttemptFrame)
    /// The delay before the next attempt of a `try`.
    case retryDelay(AttemptFrame)
    case handler(HandlerFrame)
    case listen(ListenFrame)
    case extended(ExtendedFrame)
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
    /// The ordinal of the timer that ends the task.
    var deadline: Int?
    /// `$authorization`, where the task's call has one.
    var authorization: JSON?
}

/// A `for` and the iteration that comes next.
struct LoopFrame: Sendable {
    let named: NamedTask
    let items: [JSON]
    var next = 0
}

/// A `fork` whose branches are strands.
struct ForkFrame: Sendable {
    let isCompeting: Bool
    /// The strand of each branch; nil when it has ended.
    var strands: [Int?]
    /// The output of each branch that ended well.
    var outputs: [JSON?]
}

/// A `try` and its attempt.
struct AttemptFrame: Sendable {
    let named: NamedTask
    let input: JSON
    let firstStartedAt: Timestamp
    /// 1 for the first.
    var attempt = 1
    /// The ordinal of the timer that ends the attempt.
    var deadline: Int?
}

/// A `catch.do` and the error it handles.
struct HandlerFrame: Sendable {
    /// The `try`.
    let named: NamedTask
    let input: JSON
    let error: WorkflowError
}

/// What a frame tells the one around it.
enum Signal: Sendable {
    /// Data to go on with: the input of the next task, or the result that was waited for.
    case value(JSON)
    /// A task has ended well; where its list goes on.
    case done(JSON, FlowDirective)
    case error(WorkflowError)
    /// `then: end`: the workflow completes from any depth.
    case end(JSON)
}
