import Identity
import JSON
import WorkflowDSL

extension Execution {
    /// A duration of the definition, now.
    func duration(
        of template: DurationTemplate, on value: JSON, variables: JSONObject, using evaluator: some ExpressionEvaluator
    ) throws(WorkflowError) -> Duration {
        switch template {
        case .fixed(let duration):
            return duration
        case .calendar(let text):
            return try length(of: text)
        case .expression(let expression):
            let result = try evaluate(expression, on: value, variables: variables, using: evaluator)
            guard let text = result.string else {
                throw WorkflowError(
                    .expression,
                    detail: """
                        `\(expression.source)` must give a duration such as "PT5S" (ISO 8601); it gave a value of type \
                        \(result.kind).
                        """)
            }
            return try length(of: text)
        }
    }

    /// Years and months are as long as the calendar has them from now on.
    private func length(of text: String) throws(WorkflowError) -> Duration {
        do {
            return try DurationTemplate.duration(of: text, from: clock.microseconds)
        } catch {
            throw WorkflowError(.expression, detail: "\(error)")
        }
    }
}
