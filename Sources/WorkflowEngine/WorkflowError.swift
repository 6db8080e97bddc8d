package import JSON

/// An error of a run: the language's problem details (digest of the specification, "Errors"; RFC 9457).
package struct WorkflowError: Error, Sendable, Hashable, Codable {
    package var type: String
    package var status: Int
    /// The place in the definition, as a JSON pointer; nil until the task that failed is known.
    package var instance: String?
    package var title: String?
    package var detail: String?

    package init(type: String, status: Int, instance: String? = nil, title: String? = nil, detail: String? = nil) {
        self.type = type
        self.status = status
        self.instance = instance
        self.title = title
        self.detail = detail
    }

    /// One of the language's standard errors.
    package init(_ standard: StandardError, status: Int? = nil, title: String? = nil, detail: String) {
        self.init(
            type: standard.type, status: status ?? standard.status, title: title ?? standard.title, detail: detail)
    }

    /// The error as expressions and the API see it.
    package var json: JSON {
        var members: JSONObject = ["type": .string(type), "status": JSON(status)]
        if let instance { members["instance"] = .string(instance) }
        if let title { members["title"] = .string(title) }
        if let detail { members["detail"] = .string(detail) }
        return .object(members)
    }

    /// Reads what ``json`` wrote; nil where `type` or `status` is missing.
    package init?(json: JSON) {
        guard let type = json["type"]?.string, let status = json["status"]?.int else { return nil }
        self.init(
            type: type, status: status, instance: json["instance"]?.string, title: json["title"]?.string,
            detail: json["detail"]?.string)
    }
}

/// The standard error types of the language, with the statuses they have unless a better one is known.
package enum StandardError: String, Sendable, CaseIterable {
    case configuration, validation, expression, authentication, authorization, timeout, communication, runtime

    package static let typePrefix = "https://serverlessworkflow.io/spec/1.0.0/errors/"

    package var type: String { Self.typePrefix + rawValue }

    package var status: Int {
        switch self {
        case .configuration, .validation, .expression: 400
        case .authentication: 401
        case .authorization: 403
        case .timeout: 408
        case .communication, .runtime: 500
        }
    }

    var title: String {
        switch self {
        case .configuration: "Configuration error"
        case .validation: "Validation error"
        case .expression: "Expression error"
        case .authentication: "Authentication error"
        case .authorization: "Authorization error"
        case .timeout: "Timed out"
        case .communication: "Communication error"
        case .runtime: "Runtime error"
        }
    }
}

extension WorkflowError {
    /// The same error, placed at the workflow where no task is to blame.
    var inWorkflow: WorkflowError {
        var error = self
        error.instance = error.instance ?? "/"
        return error
    }
}
