import Concealment
import Database
import Identity
import JQ
import JSON
import WorkflowDSL
import Workflows

/// A workflow version ready to be interpreted.
struct LoadedDefinition: Sendable {
    let workflow: Workflow
    let program: JQProgram
    let schemas = SchemaCache()
    /// Whether it may mark fields secret.
    let mayMark: Bool
}

/// The workflow versions that a stepper used lately. A version never changes, so nothing here grows old.
struct DefinitionCache {
    /// How many versions are kept.
    static let capacity = 200

    private let store: WorkflowStore
    private let jq: JQ
    private var loaded: [WorkflowVersionID: LoadedDefinition] = [:]
    private var order: [WorkflowVersionID] = []

    init(database: Database, jq: JQ) {
        self.jq = jq
        store = WorkflowStore(database: database)
    }

    /// - Throws: `DatabaseError`; `JQError`; `WorkflowDocumentError` where this worker no longer understands the document.
    mutating func definition(_ version: WorkflowVersionID, in tenant: TenantID) throws -> LoadedDefinition? {
        if let known = loaded[version] { return known }
        guard let source = try store.source(of: version, in: tenant) else { return nil }
        let resources = try store.resources(of: version, in: tenant)
        let workflow = try source.parsed(with: resources)
        let table = workflow.expressions
        let program = try jq.program(
            id: version.description, expressions: table.expressions, variables: table.variables,
            attempts: table.attempts)
        if order.count >= Self.capacity { loaded[order.removeFirst()] = nil }
        let definition = LoadedDefinition(
            workflow: workflow, program: program, mayMark: source.mayMark(in: workflow, with: resources))
        loaded[version] = definition
        order.append(version)
        return definition
    }
}
