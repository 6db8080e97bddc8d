internal import Agents
internal import FunctionKit
internal import JSON
internal import JSONSchema
internal import ModelClient

/// The settings of an agent version as requests carry them.
struct AgentSettingsBody: Decodable {
    /// The most bytes of a request with settings: instructions and schema at their limits, escaped.
    static let limit = 256 * 1_024

    /// Nil: the catalog's default.
    let model: String?
    let instructions: String
    let outputSchema: JSON?
    let temperature: Double?
    let maxOutputTokens: Int?

    /// - Throws: a ``Problem`` 422 `agent_invalid` that names all that is wrong, also with the name.
    func checked(with models: ModelCatalog, name: AgentIssue? = nil) throws -> AgentSettings {
        let settings = AgentSettings(
            model: model ?? models.default, instructions: instructions, outputSchema: outputSchema,
            temperature: temperature, maxOutputTokens: maxOutputTokens)
        var issues = [name].compactMap(\.self) + settings.issues()
        if models[settings.model] == nil {
            issues.append(
                AgentIssue("model", "expected a model of this installation: \(models.names.joined(separator: ", "))"))
        }
        if let outputSchema {
            do {
                _ = try JSONSchema(outputSchema)
            } catch {
                issues.append(AgentIssue("outputSchema", "expected a JSON Schema: \(error.message)"))
            }
        }
        guard issues.isEmpty else {
            throw Problem.agentInvalid.with(
                errors: issues.map { ProblemDetail(pointer: $0.pointer, message: $0.message) })
        }
        return settings
    }
}
