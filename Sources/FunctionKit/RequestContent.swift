package import JSON

/// A body that an endpoint takes, in one media type.
package struct RequestContent: Sendable {
    package let mediaType: String
    package let schema: Schema
    /// Requests that work as they stand, one after the other. The value of a media type other than JSON is its text.
    package let examples: [Example]

    package struct Example: Sendable {
        package let name: String
        package let summary: String
        package let value: JSON
    }

    package init(_ mediaType: String, _ schema: Schema, examples: [Example]) {
        self.mediaType = mediaType
        self.schema = schema
        self.examples = examples
    }

    /// `application/json`.
    package static func json(_ schema: Schema, examples: [Example]) -> RequestContent {
        RequestContent("application/json", schema, examples: examples)
    }
}

extension RequestContent.Example {
    /// - Parameter name: a word for programs, such as `greeting`.
    package static func example(_ name: String, _ summary: String, _ value: JSON) -> Self {
        Self(name: name, summary: summary, value: value)
    }
}
