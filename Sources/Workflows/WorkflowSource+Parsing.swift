package import WorkflowDSL

extension WorkflowSource {
    /// Reads the document.
    ///
    /// - Parameter resources: what it uses and does not hold.
    /// - Throws: ``WorkflowDocumentError`` with everything that is wrong with it or that this version cannot run. A deployed
    ///   document was fine once; it can fail only where another release of this product refuses more.
    package func parsed(
        for purpose: WorkflowParser.Purpose = .running, with resources: [WorkflowResource] = []
    ) throws(WorkflowDocumentError) -> Workflow {
        let texts = Dictionary(resources.map { ($0.address, $0.text) }) { first, _ in first }
        return try WorkflowParser.parse(
            Array(text.utf8), as: mediaType == .yaml ? .yaml : .json, for: purpose, with: texts)
    }
}
