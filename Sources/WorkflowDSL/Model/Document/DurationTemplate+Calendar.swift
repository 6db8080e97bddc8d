extension DurationTemplate {
    /// Reads ISO 8601; years and months are as long as the calendar has them from `start` on.
    ///
    /// - Parameter start: microseconds since 1970-01-01T00:00:00Z.
    package static func duration(of text: String, from start: Int64) throws(DurationProblem) -> Duration {
        do {
            return try DurationParser.duration(of: text, from: start)
        } catch {
            switch error {
            case .malformed, .calendar:
                throw DurationProblem(message: "\(text.quoted) is no duration such as \"PT5S\" (ISO 8601)")
            case .tooLong:
                let days = WorkflowParser.durationLimit.components.seconds / 86_400
                throw DurationProblem(message: "\(text.quoted) is longer than \(days) days, which is the limit")
            }
        }
    }
}

/// Why a text is no duration that can be used.
package struct DurationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let message: String

    package var description: String { message }
}
