import Masking
import Runs
import WorkflowEngine

extension RunTask {
    /// The engine's record of a task instance as it is stored.
    ///
    /// - Parameter mask: keeps the run's secrets out.
    init(_ record: TaskRecord, _ mask: SecretMask) {
        self.init(
            ordinal: record.ordinal, name: record.name, reference: record.reference, status: Status(record.status),
            attempt: record.attempt, startedAt: record.startedAt, endedAt: record.endedAt,
            input: mask.mask(record.input),
            output: record.output.map { mask.mask($0) }, error: record.error.map { mask.mask($0.json) },
            detail: record.detail.map { mask.mask($0) })
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
