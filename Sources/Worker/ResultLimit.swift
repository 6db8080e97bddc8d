import JSON
import Runs
import WorkflowEngine

/// What the results of a run's effects may take: a replay reads all of them that are not in a snapshot.
enum ResultLimit {
    /// Of all results since the latest snapshot, about, in bytes.
    static let all = 64 << 20
    /// After so many bytes of results a snapshot is taken.
    static let untilSnapshot = 8 << 20
}

extension Result<JSON, WorkflowError> {
    /// The result, or the error in its place where it is too large to be kept, and about how many bytes it has.
    ///
    /// - Parameter bytes: those of the results before it.
    func kept(beside bytes: Int) -> (Self, size: Int) {
        guard case .success(let value) = self else { return (self, 0) }
        let size = value.approximateSize
        // The exact size takes long, and an escape has six bytes at most.
        if size > PayloadTooLarge.limit / 6, value.text.utf8.count > PayloadTooLarge.limit {
            return (.failure(WorkflowError(.runtime, detail: "\(PayloadTooLarge())")), 0)
        }
        guard bytes + size <= ResultLimit.all else {
            let detail = """
                The results of the run's tasks are larger together than the \(ResultLimit.all) bytes that a run may have \
                while its state cannot be kept apart, as with secrets or with a state of more than \
                \(PayloadTooLarge.limit) bytes. Let tasks return less.
                """
            return (.failure(WorkflowError(.runtime, detail: detail)), 0)
        }
        return (self, size)
    }
}
