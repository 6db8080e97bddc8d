package import JSON

/// What an endpoint answers when all is well.
package struct Answer: Sendable {
    package let status: Int
    /// When it comes and what it holds.
    package let description: String
    package let mediaType: String
    /// Nil: no body.
    package let schema: Schema?
    /// The names of headers that always come with it; ``HeaderDescription`` knows what they mean.
    package let headers: [String]
    package let example: JSON?
    package let links: [Link]
    /// Other forms of the same body, by media type.
    private(set) var otherForms: [(mediaType: String, schema: Schema)] = []

    /// Another operation that goes on from this answer (OpenAPI's Link Object).
    package struct Link: Sendable {
        /// Its operation id, such as `showRun`.
        package let operation: String
        /// Runtime expressions such as `$response.body#/id`, by parameter of the other operation.
        package let parameters: KeyValuePairs<String, String>
        /// The other operation's body, with runtime expressions in it.
        package let body: JSON?

        package init(
            to operation: String, _ parameters: KeyValuePairs<String, String> = [:], body: JSON? = nil
        ) {
            self.operation = operation
            self.parameters = parameters
            self.body = body
        }
    }

    package init(
        _ status: Int, _ description: String, _ schema: Schema? = nil, headers: [String] = [], example: JSON? = nil,
        links: [Link] = [], mediaType: String = "application/json"
    ) {
        self.mediaType = mediaType
        self.status = status
        self.description = description
        self.schema = schema
        self.headers = headers
        self.example = example
        self.links = links
    }

    /// The same answer, which the request may have in another form too.
    package func or(_ mediaType: String, _ schema: Schema) -> Answer {
        var answer = self
        answer.otherForms.append((mediaType, schema))
        return answer
    }

    /// 200 with a page of a list: see ``Page``.
    ///
    /// - Parameters:
    ///   - cursor: the operation itself, which goes on with `nextCursor`.
    ///   - others: further items of the example.
    ///   - links: to other operations, besides the next page.
    package static func page(
        of item: Schema, _ description: String, cursor operation: String, example: JSON, _ others: JSON...,
        links: [Link] = []
    ) -> Answer {
        Answer(
            200, description,
            .object([
                "items": .array(of: item),
                "nextCursor": .string("The next page's `cursor`; null at the end of the list.").orNull,
            ]), example: ["items": .array([example] + others), "nextCursor": nil],
            links: [Link(to: operation, ["cursor": "$response.body#/nextCursor"])] + links)
    }
}
