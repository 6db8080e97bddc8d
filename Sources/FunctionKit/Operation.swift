/// What an endpoint does, as the API's description (OpenAPI 3.1) says it. What its ``Route`` says already — who may call it,
/// the limits of its body, the problems that are found before it is called — is added from there.
package struct Operation: Sendable {
    /// A few words, such as "Start a run".
    package let summary: String
    /// What it belongs to, such as "Runs".
    package let tag: String
    package let description: String
    /// The parameters of the route's path.
    package let path: [Parameter]
    /// One for each media type of the route's body.
    package let body: [RequestContent]
    /// What it answers when all is well; the usual one first.
    package let answers: [Answer]
    /// Those that the endpoint itself answers. Their details say when.
    package let problems: [Problem]

    package init(
        _ summary: String, tag: String, _ description: String, path: [Parameter] = [], body: [RequestContent] = [],
        answers: [Answer], problems: [Problem] = []
    ) {
        self.summary = summary
        self.tag = tag
        self.description = description
        self.path = path
        self.body = body
        self.answers = answers
        self.problems = problems
    }
}
