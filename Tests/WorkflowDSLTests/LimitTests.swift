import Testing
import WorkflowDSL

/// Large documents are read, or refused with the limit.
@Suite struct LimitTests {
    private func nested(_ levels: Int, _ open: (Int) -> String, _ innermost: String, _ close: String) -> String {
        (0..<levels).map(open).joined() + innermost + String(repeating: close, count: levels)
    }

    @Test(arguments: [
        // The tasks stand in three times as many levels of lists and objects.
        (100, "deeper than 200 levels"), (60, "deeper than \(WorkflowParser.nestingLimit) levels"),
    ])
    func `tasks too many levels deep are refused with the limit`(levels: Int, limit: String) {
        let tasks = nested(levels, { "[{t\($0): {do: " }, "[{last: {set: {a: 1}}}]", "}}]")
        let issues = WorkflowParserTests.issues("\(WorkflowParserTests.head)do: \(tasks)")
        #expect(issues.count == 1)
        #expect(issues.first?.line == 2)
        #expect(issues.first?.message.contains(limit) == true)
    }

    @Test func `tasks as deep as they may be are read`() {
        let levels = WorkflowParser.nestingLimit - 1
        let tasks = nested(levels, { "[{t\($0): {do: " }, "[{last: {set: {a: 1}}}]", "}}]")
        #expect(WorkflowParserTests.issues("\(WorkflowParserTests.head)do: \(tasks)").isEmpty)
    }

    @Test func `data a hundred levels deep is read`() throws {
        let data = nested(100, { "{a\($0): " }, "'${ .deep }'", "}")
        let text = "\(WorkflowParserTests.head)do: [{a: {set: \(data)}}]"
        #expect(try WorkflowParser.parse(Array(text.utf8), as: .yaml).expressions.expressions == [".deep"])
    }

    @Test(arguments: [WorkflowParser.Format.yaml, .json])
    func `data without end is refused with the limit`(format: WorkflowParser.Format) {
        let data = nested(100_000, { _ in "[" }, "", "]")
        let issues = WorkflowParserTests.issues(#"{"do": \#(data)}"#, as: format)
        #expect(issues.count == 1)
        #expect(issues.first?.message.contains("200 levels") == true)
    }

    @Test func `a document of a megabyte is read`() throws {
        var text = WorkflowParserTests.head + "do:\n"
        var number = 0
        while true {
            let task =
                "  - task\(number):\n      set: {a: '${ .b\(number % 1_000) }', c: \(String(repeating: "x", count: 90))}\n"
            guard text.utf8.count + task.utf8.count <= WorkflowParser.documentLimit else { break }
            text += task
            number += 1
        }
        #expect(text.utf8.count > WorkflowParser.documentLimit - 200)
        #expect(try WorkflowParser.parse(Array(text.utf8), as: .yaml).do.count == number)
    }

    @Test func `a longer document is refused with the limit`() {
        let text = WorkflowParserTests.head + "do: []\n#" + String(repeating: "x", count: WorkflowParser.documentLimit)
        let issues = WorkflowParserTests.issues(text)
        #expect(issues.count == 1)
        #expect(issues.first?.message.contains("\(WorkflowParser.documentLimit) is the limit") == true)
    }

    @Test func `of many errors some are listed and the others counted`() {
        let tasks = (0..<1_000).map { "  - t\($0): {sett: {a: 1}}\n" }.joined()
        let issues = WorkflowParserTests.issues("\(WorkflowParserTests.head)do:\n\(tasks)")
        #expect(issues.count == 201)
        #expect(issues.last?.message.contains("there are 800 more errors") == true)
    }
}
