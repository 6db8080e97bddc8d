import Identity
import JSON

/// How an attempt of a `try` failed, and what was asked to decide what becomes of that.
struct AttemptFailure {
    let attempt: Int
    let error: WorkflowError
    let at: Timestamp
    /// `{place, expression, value}` of each `when` and `exceptWhen`.
    var conditions: [JSON] = []
    /// The limit of the retry policy that allows no further attempt.
    var limit: String?

    enum Outcome: String {
        case retried, handled, raised
    }

    init(of frame: AttemptFrame, error: WorkflowError, at time: Timestamp) {
        attempt = frame.attempt
        self.error = error
        at = time
    }

    /// As ``TaskRecord/Detail/try`` lists it.
    func told(_ outcome: Outcome) -> JSON {
        var members: JSONObject = [
            "attempt": JSON(attempt), "at": .string(at.description), "error": error.json,
            "outcome": .string(outcome.rawValue), "conditions": .array(conditions),
        ]
        if let limit { members["limit"] = .string(limit) }
        return .object(members)
    }
}
