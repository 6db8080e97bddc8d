package import JSON

/// `document`: what a workflow is called and which version of it this is.
///
/// Namespace, name and version identify a definition.
package struct DocumentHeader: Sendable, Hashable {
    /// The version of the DSL, such as `1.0.3`.
    package let dsl: String
    package let namespace: String
    package let name: String
    /// A semantic version.
    package let version: String
    package let title: String?
    /// Markdown.
    package let summary: String?
    package let tags: JSONObject
    package let metadata: JSONObject
}
