import JSON

/// What to do about a run's error, by its type.
enum ErrorAdvice {
    /// - Parameter error: the language's error object.
    /// - Returns: nil for types of the workflow's own.
    static func text(for error: JSON) -> String? {
        guard let type = error["type"]?.string, type.contains("/errors/") else { return nil }
        return switch type.split(separator: "/").last.map(String.init) {
        case "configuration":
            "Correct the document at the place that `instance` names, raise its version and deploy it."
        case "validation": "Give data that keeps to the schema, or correct the schema."
        case "expression":
            "Correct the expression, or the data that it meets: GET /api/v1/runs/ID/tasks has the input of each task."
        case "authentication": "Check what the call logs in with: intelligentic secret set NAME"
        case "authorization":
            "Ask an admin of the tenant: intelligentic tenant policy set, intelligentic secret set NAME"
        case "timeout": "Give it a longer `timeout`, or put it into a `try` with `retry`."
        case "communication": "Look at the service; what may fail for a while goes into a `try` with `retry`."
        default: nil
        }
    }
}
