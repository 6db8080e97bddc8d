package import Identity
internal import JSON
internal import JSONSchema
internal import WorkflowDSL
package import Workflows

/// What one thread knows of the fields that versions of workflows mark secret. A version never changes, so nothing here grows old.
package final class MarkedFieldsCache {
    /// Versions that are kept; beyond, all are forgotten.
    static let entryLimit = 256

    private let workflows: WorkflowStore
    private var entries: [WorkflowVersionID: MarkedFields] = [:]

    package init(_ workflows: WorkflowStore) {
        self.workflows = workflows
    }

    /// - Throws: `DatabaseError`.
    package func fields(of version: WorkflowVersionID, in tenant: TenantID) throws -> MarkedFields {
        if let known = entries[version] { return known }
        guard let source = try workflows.source(of: version, in: tenant) else { return .unknown }
        let fields = Self.read(source, try workflows.resources(of: version, in: tenant))
        if entries.count >= Self.entryLimit { entries.removeAll(keepingCapacity: true) }
        entries[version] = fields
        return fields
    }

    static func read(_ source: WorkflowSource, _ resources: [WorkflowResource]) -> MarkedFields {
        // Most documents have none of the words, and need not be parsed.
        guard source.mayMark(with: resources) else { return .none }
        guard let workflow = try? source.parsed(with: resources) else { return .unknown }
        var input: SecretFields?
        if case .inline(let schema)? = workflow.input?.schema?.content { input = SecretFields(schema) }
        return MarkedFields(
            input: input, any: input != nil || source.mayMark(in: workflow, with: resources), isUnknown: false)
    }
}
