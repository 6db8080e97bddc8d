/// Why an operation of an OpenAPI document cannot be called. Holds no values of parameters.
package enum OpenAPIError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The document has more bytes than this.
    case sizeLimit(Int)
    /// It is neither JSON nor YAML.
    case syntax(String)
    /// It is of another version of OpenAPI, or none.
    case version
    /// It contradicts the OpenAPI specification in the part that is needed.
    case document(String)
    /// No operation has the id.
    case unknownOperation(String, hint: String?)
    /// More operations than one have the id.
    case ambiguousOperation(String)
    /// The operation needs it.
    case missingParameter(String, place: String)
    /// The operation does not have it.
    case unknownParameter(String, hint: String?)
    /// It cannot be written as the document wants it.
    case unusableParameter(String, problem: String)
    /// The operation takes bodies of other media types only.
    case unsupportedBody([String])

    package var description: String {
        switch self {
        case .sizeLimit(let limit): "the OpenAPI document has more than \(limit) bytes"
        case .syntax(let problem): "the OpenAPI document is neither JSON nor YAML: \(problem)"
        case .version: "the document says neither `swagger: \"2.0\"` nor `openapi: 3.0.x` or `3.1.x`"
        case .document(let problem): "the OpenAPI document is not a valid one: \(problem)"
        case .unknownOperation(let id, let hint):
            "the OpenAPI document has no operation `\(id)`" + (hint.map { ": \($0)" } ?? "")
        case .ambiguousOperation(let id): "the OpenAPI document has more than one operation `\(id)`"
        case .missingParameter(let name, let place): "the operation needs `\(name)` (\(place)): add it to `parameters`"
        case .unknownParameter(let name, let hint):
            "the operation has no parameter `\(name)`" + (hint.map { ": \($0)" } ?? "")
        case .unusableParameter(let name, let problem): "the parameter `\(name)` \(problem)"
        case .unsupportedBody(let types):
            """
            the operation takes \(types.map { "`\($0)`" }.joined(separator: ", ")); supported are JSON, \
            `application/x-www-form-urlencoded`, and texts
            """
        }
    }
}
