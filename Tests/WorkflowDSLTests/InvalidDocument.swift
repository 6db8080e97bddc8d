import Testing
import WorkflowDSL

/// A document that is wrong in one place.
struct InvalidDocument: Sendable, CustomTestStringConvertible {
    let text: String
    let pointer: String
    let line: Int
    /// A part of the message that says what to write instead.
    let advice: String
    /// What is then missing, because it is misspelt.
    let consequences: [String]

    var testDescription: String { "\(pointer): \(advice)" }

    static let resource = "{endpoint: 'https://a.example/doc.json'}"

    /// A whole document.
    init(_ text: String, at pointer: String, line: Int, _ advice: String, alsoAt consequences: [String] = []) {
        self.text = text
        self.pointer = pointer
        self.line = line
        self.advice = advice
        self.consequences = consequences
    }

    /// A member of the document, on line 2, and a task.
    static func top(_ member: String, at pointer: String, line: Int = 2, _ advice: String) -> Self {
        Self("\(WorkflowParserTests.head)\(member)\ndo: [{a: {set: {b: 1}}}]\n", at: pointer, line: line, advice)
    }

    /// A task, from line 4 on, in the middle of a list.
    static func task(
        _ task: String, at pointer: String, line: Int = 4, _ advice: String, alsoAt consequence: String? = nil
    ) -> Self {
        Self(
            """
            \(WorkflowParserTests.head)do:
              - first: {set: {b: 1}}
              - a: \(task)
              - last: {set: {b: 1}}
            """, at: "/do/1/a\(pointer)", line: line, advice, alsoAt: consequence.map { ["/do/1/a\($0)"] } ?? [])
    }

    /// A call, on line 4, and its arguments.
    static func call(
        _ kind: String, _ arguments: String, at pointer: String, _ advice: String, alsoAt consequence: String? = nil
    ) -> Self {
        task(
            "{call: \(kind), with: \(arguments)}", at: "/with\(pointer)", advice,
            alsoAt: consequence.map { "/with\($0)" })
    }
}
