/// A function or a schema that a workflow version uses and its document does not hold, as it was when the version was
/// deployed. Like the version it never changes.
package struct WorkflowResource: Sendable, Hashable {
    /// As the document has it, or a path below the installation's default catalog.
    package let address: String
    package let text: String

    package init(address: String, text: String) {
        self.address = address
        self.text = text
    }
}
