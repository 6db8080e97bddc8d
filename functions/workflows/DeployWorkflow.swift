internal import Audit
internal import FunctionKit
internal import Identity
internal import JQ
internal import JSON
internal import Policies
internal import Tenants
internal import WorkflowDSL
internal import Workflows

/// `POST /api/v1/workflows` deploys a document of the Serverless Workflow DSL, in YAML or JSON. A new `document.version` is a
/// new version.
///
/// - 201: the version, with its `Location`.
/// - 200: the same document was deployed before.
/// - 409 `version_exists`: this version was deployed with another document, and stays as it is.
/// - 412 `precondition_failed`: `If-Match` does not name the latest version, or `If-None-Match: *` and there is one.
/// - 409 `too_many_workflows`, `too_many_versions`: there is no room for another one. `storage_quota_exceeded`: the tenant keeps as
///   many bytes as it may.
/// - 422 `workflow_invalid`: `errors` has everything that is wrong with the document, or with what it uses from elsewhere,
///   with pointer and line.
struct DeployWorkflow: Endpoint {
    /// The longest time for the expressions of a document: well within the endpoint's deadline.
    static let compileLimit = Duration.seconds(5)

    static let route = Route.post(
        "/api/v1/workflows", requires: Permission(.create, .workflows),
        body: .types(["application/yaml", "application/json"], limit: WorkflowParser.documentLimit)
    ).within(.seconds(30))

    static let operation = Operation(
        "Deploy a workflow", tag: "Workflows",
        """
        A document of the [Serverless Workflow DSL 1.0](https://serverlessworkflow.io), in YAML or JSON. A new \
        `document.version` is a new version; a version never changes. Functions of catalogs, functions by address and \
        schemas from elsewhere are fetched now, under the tenant's policy, and kept with the version: no run fetches \
        them.
        """,
        body: [
            RequestContent(
                "application/yaml", .string("The document."),
                examples: [.example("greeting", "A greeting", .string(WorkflowVersion.exampleSource))]),
            .json(
                .anyObject("The document."),
                examples: [.example("echo", "The input as output", exampleDocument)]),
        ],
        answers: [
            answer(201, "The version."),
            answer(200, "The same document was deployed before."),
        ],
        problems: [
            .versionExists, Problem(WorkflowLimit.workflows), Problem(WorkflowLimit.versions), .storageQuotaExceeded,
            .preconditionFailed, .workflowInvalid,
        ])

    private static func answer(_ status: Int, _ description: String) -> Answer {
        let names: KeyValuePairs = ["namespace": "$response.body#/namespace", "name": "$response.body#/name"]
        return Answer(
            status, description, WorkflowVersion.schema, headers: ["Location", "ETag"],
            example: WorkflowVersion.example,
            links: [Answer.Link(to: "showWorkflow", names), Answer.Link(to: "startRun", names)])
    }

    private static let exampleDocument: JSON = [
        "document": ["dsl": "1.0.3", "namespace": "demo", "name": "echo", "version": "1.0.0"],
        "do": [["repeat": ["set": ["answer": "${ .text }"]]]],
    ]

    let workflows: WorkflowStore
    let jq: JQ
    let policies: PolicyStore
    let storage: StorageQuota
    /// The address of the catalog `default`; nil: there is none.
    let defaultCatalog: String?

    func handle(_ request: Request) throws -> Response {
        let source = WorkflowSource(
            text: String(decoding: request.body, as: UTF8.self),
            mediaType: request.mediaType == "application/json" ? .json : .yaml)
        let caller = request.caller
        let workflow = try parsed(source)
        try request.checkScope(contains: workflow.document.namespace)
        let name = WorkflowName(namespace: workflow.document.namespace, name: workflow.document.name)
        guard let version = SemanticVersion(workflow.document.version) else {
            preconditionFailure("the parser takes semantic versions only")
        }
        // A version never changes, whatever has become of what it uses.
        if let known = try workflows.document(name, version: version, in: caller.tenant) {
            guard known.source == source else { throw Problem.versionExists }
            return unchanged(known.version)
        }
        do {
            try storage.check(caller.tenant)
        } catch let error as StorageQuotaExceeded {
            throw Problem.storageQuotaExceeded(error)
        }
        let resources = try resolved(source, workflow, for: caller)
        let deployment: WorkflowStore.Deployment
        do {
            deployment = try request.transaction {
                var before: JSON?
                let deployment = try workflows.deploy(
                    name, version: version, source: source, resources: resources, by: caller.user, in: caller.tenant,
                    check: { latest in
                        try request.checkMatch(latest?.tag)
                        before = latest?.audited()
                    })
                if case .created(let version) = deployment {
                    let target = AuditTarget(.workflow, "\(name)")
                    try request.record(.deployWorkflow, target, before: before, after: version.audited(source))
                }
                return deployment
            }
        } catch let limit as WorkflowLimit {
            throw Problem(limit)
        }
        switch deployment {
        case .created(let version):
            return .json(version.json, status: 201, headers: [("Location", version.location)]).tagged(version.tag)
        case .unchanged(let version):
            return unchanged(version)
        case .versionTaken:
            throw Problem.versionExists
        }
    }

    private func unchanged(_ version: WorkflowVersion) -> Response {
        .json(version.json, headers: [("Location", version.location)]).tagged(version.tag)
    }

    /// The document by itself.
    private func parsed(_ source: WorkflowSource) throws -> Workflow {
        do {
            let workflow = try source.parsed(for: .resolving)
            let errors = try expressionErrors(in: workflow.expressions)
            guard errors.isEmpty else { throw invalid(errors) }
            return workflow
        } catch let error as WorkflowDocumentError {
            throw invalid(try allErrors(with: error))
        }
    }

    /// What the document uses and does not hold.
    private func resolved(
        _ source: WorkflowSource, _ workflow: Workflow, for caller: Caller
    ) throws -> [WorkflowResource] {
        if workflow.unresolved.isEmpty { return [] }
        let fetch = DefinitionFetch(
            rule: try policies.policy(of: caller.tenant).outboundRule, defaultCatalog: defaultCatalog)
        do {
            let (workflow, resources) = try fetch.resolve(source)
            let errors = try expressionErrors(in: workflow.expressions)
            guard errors.isEmpty else { throw invalid(errors) }
            return resources
        } catch let unresolved as DefinitionFetch.Unresolved {
            throw invalid(unresolved.errors)
        } catch let error as WorkflowDocumentError {
            throw invalid(try allErrors(with: error))
        }
    }

    /// What is wrong with a document and, as far as they could be read, with its expressions.
    private func allErrors(with error: WorkflowDocumentError) throws -> [ProblemDetail] {
        let errors = error.errors.map { ProblemDetail(pointer: $0.pointer, line: $0.line, message: $0.message) }
        guard error.expressions.expressions.count <= WorkflowParser.expressionLimit else { return errors }
        // A name may be missing because what declares it is wrong.
        let expressionErrors = try expressionErrors(in: error.expressions).filter {
            !$0.message.contains("is not defined")
        }
        return (errors + expressionErrors).sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    /// What is wrong with the expressions; they are compiled here, so that no run meets a syntax error.
    private func expressionErrors(in table: ExpressionTable) throws -> [ProblemDetail] {
        guard !table.expressions.isEmpty else { return [] }
        let program = JQProgram(id: "deployment", expressions: table.expressions, variables: table.variables)
        do {
            return try jq.check(program).filter { !table.attempts.contains($0.index) }.map { error in
                let place = table.places[error.index]
                let origin = place.origin.map { "in \($0): " } ?? ""
                return ProblemDetail(
                    pointer: place.pointer, line: place.line,
                    message: "\(origin)not a jq expression: \(error.message)")
            }
        } catch {
            // Over a limit it is the document that must change; a lost evaluator is not its fault.
            switch error {
            case .timeLimit(let limit):
                return [
                    ProblemDetail(
                        pointer: .root,
                        message: "the expressions could not be compiled within \(limit): correct, shorten or split them"
                    )
                ]
            case .memoryLimit, .outputLimit, .nestingLimit, .recursionLimit, .aborted:
                return [ProblemDetail(pointer: .root, message: "\(error)")]
            case .expression, .overtimeRefused, .evaluatorLost: throw error
            }
        }
    }

    private func invalid(_ errors: [ProblemDetail]) -> Problem {
        .workflowInvalid.with(errors: errors)
    }
}
