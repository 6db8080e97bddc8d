package import Identity
package import JSON

/// The result of one effect, as a run's journal keeps it.
package struct JournalEntry: Sendable {
    /// The version of ``json``'s form, and of what the engine makes of it in a replay. Raise it when an older worker would
    /// replay a journal to another result: it then leaves the run to a newer one.
    package static let format = 2
    /// What ``init(json:)`` reads. A format may go when no unfinished run has it.
    package static let knownFormats = 1...format

    package let ordinal: Int
    /// When the result was known: the run's clock from here on, also in a replay.
    package let at: Timestamp
    package let result: Result<JSON, WorkflowError>
    /// Where the run was interrupted for it (``Execution/position``), at a yield; nil: it came when the run waited.
    package let position: Int?
    /// Members of the task's ``TaskRecord/detail`` that came with the result, such as the status of an answer. The run's
    /// course does not depend on them.
    package let about: JSON?

    package init(
        ordinal: Int, at: Timestamp, result: Result<JSON, WorkflowError>, position: Int? = nil, about: JSON? = nil
    ) {
        self.ordinal = ordinal
        self.at = at
        self.result = result
        self.position = position
        self.about = about
    }

    package var json: JSON {
        var members: JSONObject = ["ordinal": JSON(ordinal), "at": JSON(Int(at.microseconds))]
        if let position { members["position"] = JSON(position) }
        if let about { members["about"] = about }
        switch result {
        case .success(let output): members["output"] = output
        case .failure(let error): members["error"] = error.json
        }
        return .object(members)
    }

    /// Reads what ``json`` wrote; nil for anything else.
    package init?(json: JSON) {
        guard let ordinal = json["ordinal"]?.int, let at = json["at"]?.int else { return nil }
        if let output = json["output"] {
            result = .success(output)
        } else if let error = json["error"].flatMap(WorkflowError.init(json:)) {
            result = .failure(error)
        } else {
            return nil
        }
        self.ordinal = ordinal
        position = json["position"]?.int
        about = json["about"]
        self.at = Timestamp(microseconds: Int64(at))
    }
}
