import Runs
import WorkflowEngine

extension RunTask {
    /// The engine's record of a task instance as it is stored.
    init(_ record: TaskRecord) {
        self.init(
            ordinal: record.ordinal, name: record.name, reference: record.reference, status: Status(record.status),
            attempt: record.attempt, startedAt: record.startedAt, endedAt: record.endedAt, input: record.input,
            output: record.output, error: record.error?.json, detail: record.detail)
    }
}

extension RunTask.Status {
    fileprivate init(_ status: TaskStatus) {
        self =
            switch status {
            case .running: .running
            case .waiting: .waiting
            case .cancelled: .cancelled
            case .faulted: .faulted
            case .completed: .completed
            case .skipped: .skipped
            }
    }
}
