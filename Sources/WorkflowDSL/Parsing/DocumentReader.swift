import JSON

/// Reads one document: collects its expressions and everything that is wrong with it.
///
/// Its methods stand in extensions, one for each part of the language. Each returns nil where it has reported why.
final class DocumentReader {
    let document: DocumentNode
    let purpose: WorkflowParser.Purpose
    let external: ExternalDefinitions
    /// Where the definition that is read stands, and what asks for it; nil for the document itself.
    let origin: Origin?
    /// Whether any text may be an expression.
    var isLoose = false
    var table = ExpressionTable()
    var use = Reusables()
    var taskCount = 0
    var depth = 0

    /// What has a longer name is reported at the object that holds it: an answer must not repeat a megabyte.
    private static let longestToken = 1_024

    struct Origin {
        let address: String
        let pointer: JSONPointer
        let line: Int?
    }

    private let line: (JSONPointer) -> Int?
    private(set) var issues: [WorkflowDocumentError.Issue] = []
    private var issueText = 0
    private var unreported = 0

    init(
        _ document: JSON, _ purpose: WorkflowParser.Purpose, _ texts: [String: String],
        line: @escaping (JSONPointer) -> Int?
    ) {
        self.document = DocumentNode(value: document, pointer: .root)
        self.purpose = purpose
        external = ExternalDefinitions(texts)
        origin = nil
        self.line = line
    }

    /// For a definition that another one asks for.
    init(
        _ definition: DocumentNode, for reader: DocumentReader, _ origin: Origin, line: @escaping (JSONPointer) -> Int?
    ) {
        document = definition
        purpose = reader.purpose
        external = reader.external
        isLoose = reader.isLoose
        (table, taskCount) = (reader.table, reader.taskCount)
        self.origin = origin
        self.line = line
    }

    func read() throws(WorkflowDocumentError) -> Workflow {
        let workflow = workflow()
        checkExpressionCount()
        if purpose != .reading {
            for (node, message) in RunnableCheck(document).issues { report(node, message) }
        }
        if purpose == .running {
            for missing in external.unresolved {
                report(
                    missing.pointer,
                    "the definition at \(missing.address.quoted) was not kept; deploy the workflow again")
            }
        }
        guard let workflow, issues.isEmpty else {
            let isJQ = document.value["evaluate"]?["language"].map { $0 == "jq" } ?? true
            throw WorkflowDocumentError(errors: sortedIssues, expressions: isJQ ? table : ExpressionTable())
        }
        return workflow
    }

    func report(_ pointer: JSONPointer, _ message: String) {
        let pointer = JSONPointer(tokens: Array(pointer.tokens.prefix { $0.utf8.count <= Self.longestToken }))
        issueText += message.utf8.count + pointer.tokens.reduce(0) { $0 + $1.utf8.count }
        guard issues.count < WorkflowParser.issueLimit, issueText <= WorkflowParser.issueTextLimit else {
            unreported += 1
            return
        }
        issues.append(WorkflowDocumentError.Issue(pointer: pointer, line: nearestLine(pointer), message: message))
    }

    func report(_ node: DocumentNode, _ message: String) {
        report(node.pointer, message)
    }

    /// What is not in the document stands where its parent does.
    func nearestLine(_ pointer: JSONPointer) -> Int? {
        var pointer = pointer
        while true {
            if let line = line(pointer) { return line }
            guard pointer.tokens.popLast() != nil else { return nil }
        }
    }

    private var sortedIssues: [WorkflowDocumentError.Issue] {
        var sorted = issues.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
        if unreported > 0 {
            let message = "there are \(unreported) more errors; mend the ones above first"
            sorted.append(WorkflowDocumentError.Issue(pointer: .root, line: sorted.last?.line, message: message))
        }
        return sorted
    }

    private func checkExpressionCount() {
        let count = table.expressions.count
        if count > WorkflowParser.expressionLimit {
            report(
                document,
                "the document has \(count) different expressions; \(WorkflowParser.expressionLimit) is the limit: "
                    + "split it into several workflows")
        }
    }
}
