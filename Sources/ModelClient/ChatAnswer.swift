/// What a model answered.
package struct ChatAnswer: Sendable, Hashable {
    /// Why the answer ends where it does.
    package enum End: Sendable, Hashable {
        /// The model had nothing to add.
        case stop
        /// It reached the most tokens that it may have.
        case length
        /// Another reason of the provider.
        case other
    }

    /// Tokens, as the provider counts them.
    package struct Usage: Sendable, Hashable {
        package let input: Int
        package let output: Int

        package init(input: Int, output: Int) {
            self.input = input
            self.output = output
        }
    }

    package let content: String
    package let end: End
    package let usage: Usage

    package init(content: String, end: End = .stop, usage: Usage) {
        self.content = content
        self.end = end
        self.usage = usage
    }
}
