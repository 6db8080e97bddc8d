package import Identity
package import JSON

/// One task instance of a run: a task inside a loop has one for each iteration.
package struct RunTask: Sendable, Hashable {
    /// 0, 1, 2 … in the order in which the run's tasks started.
    package let ordinal: Int
    package let name: String
    /// Where the task stands in the document, as the language says: `/do/0/getPet`.
    package let reference: String
    package let status: Status
    /// 1 for the first, then counted by the retries of a `try` around it.
    package let attempt: Int
    package let startedAt: Timestamp
    package let endedAt: Timestamp?
    package let input: JSON?
    package let output: JSON?
    /// The language's error object of a faulted task.
    package let error: JSON?
    /// What explains the task: the expression and the value behind a branch, what it waits for, why it begins again. An
    /// object, whose members the engine names.
    package let detail: JSON?
    /// The run that the task started and waits or waited for, while there is one.
    package let childRun: RunID?

    package init(
        ordinal: Int, name: String, reference: String, status: Status, attempt: Int, startedAt: Timestamp,
        endedAt: Timestamp? = nil, input: JSON? = nil, output: JSON? = nil, error: JSON? = nil,
        detail: JSON? = nil, childRun: RunID? = nil
    ) {
        self.ordinal = ordinal
        self.name = name
        self.reference = reference
        self.status = status
        self.attempt = attempt
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.input = input
        self.output = output
        self.error = error
        self.detail = detail
        self.childRun = childRun
    }

    /// The most that a detail shows of a text, of an expression's value or of an event filter, in bytes of UTF-8.
    package static let detailValueLimit = 1_024

    /// Where a task stands: the status phases of the language, and `skipped`.
    package enum Status: String, Sendable, Hashable, Codable, CaseIterable {
        case pending, running, waiting, suspended, cancelled, faulted, completed
        /// Its `if` was false.
        case skipped
    }
}
