package import WorkflowDSL

extension WorkflowSource {
    /// Reads the document.
    ///
    /// - Throws: ``WorkflowDocumentError`` with everything that is wrong with it or that this version cannot run. A deployed
    ///   document was fine once; it can fail only where another release of this product refuses more.
    package func parsed() throws(WorkflowDocumentError) -> Workflow {
        try WorkflowParser.parse(Array(text.utf8), as: mediaType == .yaml ? .yaml : .json, for: .running)
    }
}
