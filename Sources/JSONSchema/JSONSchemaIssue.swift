package import JSON

/// One way in which a value does not keep to a schema.
package struct JSONSchemaIssue: Sendable, Hashable {
    /// The place in the value.
    package let pointer: JSONPointer
    /// What the schema wants there.
    package let message: String
}
