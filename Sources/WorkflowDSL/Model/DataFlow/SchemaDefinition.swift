package import JSON

/// What a value must be.
package struct SchemaDefinition: Sendable {
    /// Such as `json`, with or without a version: `json:draft-7`.
    package let format: String
    /// Its place in the document, which tells schemas of one workflow apart.
    package let pointer: JSONPointer
    package let content: Content

    package enum Content: Sendable {
        case inline(JSON)
        case external(ExternalResource)
    }

    /// Whether schemas of this format can be checked: JSON Schema, whatever draft its author names; which keywords it may have is
    /// looked at where it is read.
    package static func isJSONSchema(_ format: String) -> Bool { format == "json" || format.hasPrefix("json:") }
}
