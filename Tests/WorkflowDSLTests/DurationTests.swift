import JSON
import Testing
import WorkflowDSL

@Suite struct DurationTests {
    private func parse(_ duration: String) throws -> Workflow {
        let text = """
            \(WorkflowParserTests.head)use: {retries: {patient: {delay: \(duration)}}}
            do: [{a: {set: {b: 1}}}]
            """
        return try WorkflowParser.parse(Array(text.utf8), as: .yaml)
    }

    @Test(
        arguments: [
            ("PT5S", .seconds(5)), ("PT0S", .zero), ("PT1.5S", .milliseconds(1_500)), ("PT0.000001S", .microseconds(1)),
            ("P1D", .seconds(86_400)), ("P1W", .seconds(604_800)), ("P1DT2H3M4S", .seconds(93_784)),
            ("PT0.5H", .seconds(1_800)),
            ("P3660D", WorkflowParser.durationLimit), ("{seconds: 5}", .seconds(5)),
            ("{milliseconds: 7}", .milliseconds(7)),
            ("{days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5}", .seconds(93_784) + .milliseconds(5)),
        ] as [(String, Duration)])
    func `a duration is read`(text: String, expected: Duration) throws {
        #expect(try parse(text).use.retries["patient"]?.delay == .fixed(expected))
    }

    @Test(arguments: ["P1Y", "P1Y2M3W4DT5H6M7.5S", "P0.5M"])
    func `years and months are kept, as their length depends on the day`(text: String) throws {
        #expect(try parse(text).use.retries["patient"]?.delay == .calendar(text))
    }

    @Test func `an expression may give a duration`() throws {
        guard case .expression(let expression)? = try parse("'${ .wait }'").use.retries["patient"]?.delay else {
            Issue.record("expected an expression")
            return
        }
        #expect(expression.source == ".wait")
    }

    @Test(arguments: [
        ("PT", "ISO 8601"), ("P", "ISO 8601"), ("5S", "ISO 8601"), ("pt5s", "ISO 8601"), ("PT5", "ISO 8601"),
        ("PT5.S", "ISO 8601"),
        ("PT1S5M", "ISO 8601"), ("PT1S1S", "ISO 8601"), ("P1S", "ISO 8601"), ("PT-5S", "ISO 8601"), ("''", "ISO 8601"),
        ("PT٥S", "ISO 8601"), ("P1M1Y", "ISO 8601"), ("P1D2M", "ISO 8601"), ("P1Yx", "ISO 8601"),
        ("P3661D", "3660 days"), ("PT9999999999S", "3660 days"), ("P999999999W", "3660 days"),
        ("{days: 3661}", "3660 days"),
        ("{hours: 9223372036854775807}", "3660 days"), ("{}", "is empty"), ("{seconds: -1}", "from 0"),
        ("{seconds: 1.5}", "from 0"),
        ("{secs: 1}", "seconds"), ("5", "must be a duration"), ("'${ .wait'", "has no `}`"),
        ("'x ${ .wait }'", "ISO 8601"),
    ])
    func `what is no duration is refused with a reason`(text: String, reason: String) throws {
        let error = try #require(throws: WorkflowDocumentError.self) { try parse(text) }
        let issue = try #require(error.errors.first)
        #expect(error.errors.count == 1)
        #expect(issue.pointer.description.hasPrefix("/use/retries/patient/delay"))
        #expect(issue.line == 2)
        #expect(issue.message.contains(reason), "\(issue.message)")
    }
}
