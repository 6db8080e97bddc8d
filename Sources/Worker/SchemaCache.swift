import JSON
import JSONSchema
import Synchronization
import WorkflowDSL
import WorkflowEngine

/// The schemas of one workflow version, each read when it is first used. The threads of a worker share it.
final class SchemaCache: Sendable {
    private let schemas = Mutex<[JSONPointer: JSONSchema]>([:])
    /// What they mark; nil: nothing.
    private let fields = Mutex<[JSONPointer: SecretFields?]>([:])

    /// The ways in which a value does not keep to a schema; none: it does.
    ///
    /// - Throws: a configuration error where the schema is none that can be checked.
    func issues(of value: JSON, against definition: SchemaDefinition) throws(WorkflowError) -> [String] {
        let schema: JSONSchema
        if let known = schemas.withLock({ $0[definition.pointer] }) {
            schema = known
        } else {
            schema = try Self.read(definition)
            schemas.withLock { $0[definition.pointer] = schema }
        }
        return schema.issues(value).map { issue in
            issue.pointer == .root ? "it \(issue.message)" : "\(issue.pointer) \(issue.message)"
        }
    }

    /// The fields that a schema marks secret; nil: none.
    func secretFields(of definition: SchemaDefinition) -> SecretFields? {
        if let known = fields.withLock({ $0[definition.pointer] }) { return known }
        var found: SecretFields?
        if case .inline(let content) = definition.content { found = SecretFields(content) }
        fields.withLock { $0[definition.pointer] = .some(found) }
        return found
    }

    private static func read(_ definition: SchemaDefinition) throws(WorkflowError) -> JSONSchema {
        guard SchemaDefinition.isJSONSchema(definition.format) else {
            throw WorkflowError(
                .configuration, detail: "Schemas of the format \(definition.format) cannot be checked; use `json`.")
        }
        guard case .inline(let content) = definition.content else {
            throw WorkflowError(.configuration, detail: "The schema at \(definition.pointer) stands elsewhere.")
        }
        do {
            return try JSONSchema(content)
        } catch {
            throw WorkflowError(
                .configuration, detail: "The schema at \(definition.pointer) is none: \(error).")
        }
    }
}
