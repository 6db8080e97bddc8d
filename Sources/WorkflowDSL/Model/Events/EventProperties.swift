/// The attributes of a CloudEvent: of one to emit, or what those of a received one must be.
package struct EventProperties: Sendable {
    package let id: Template?
    package let source: Template?
    package let type: Template?
    package let time: Template?
    package let subject: Template?
    package let dataContentType: Template?
    package let dataSchema: Template?
    package let data: Template?
    /// Extension attributes, in the order of the document.
    package let extensions: [(name: String, value: Template)]
}
