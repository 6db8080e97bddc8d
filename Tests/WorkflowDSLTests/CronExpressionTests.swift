import JSON
import Testing
import WorkflowDSL

@Suite struct CronExpressionTests {
    private func cron(_ text: String) throws -> CronExpression? {
        let document = "\(WorkflowParserTests.head)schedule: {cron: '\(text)'}\ndo: [{a: {set: {b: 1}}}]"
        return try WorkflowParser.parse(Array(document.utf8), as: .yaml).schedule?.cron
    }

    @Test func `digest 12: fields are numbers, ranges, lists, steps and words`() throws {
        let cron = try #require(try cron("*/20 9-11,22 1,15 JAN-mar fri-7"))
        #expect(cron.minutes == [0, 20, 40])
        #expect(cron.hours == [9, 10, 11, 22])
        #expect(cron.daysOfMonth == [1, 15])
        #expect(cron.months == [1, 2, 3])
        #expect(cron.daysOfWeek == [0, 5, 6])
        #expect(cron.matchesEitherDay)
        #expect(cron.text == "*/20 9-11,22 1,15 JAN-mar fri-7")
    }

    @Test func `a step goes on to the end`() throws {
        let cron = try #require(try cron("50/3 10-20/5 * * 7"))
        #expect(cron.minutes == [50, 53, 56, 59])
        #expect(cron.hours == [10, 15, 20])
        #expect(cron.daysOfWeek == [0])
        #expect(!cron.matchesEitherDay)
    }

    @Test(arguments: [
        ("", "has 0 fields"), ("* * * *", "has 4 fields"), ("0 0 * * * *", "has 6 fields"), ("60 * * * *", "minute"),
        ("* 24 * * *", "hour"), ("* * 0 * *", "day of the month"), ("* * * 13 *", "month"), ("* * * FEBR *", "month"),
        ("* * * * 8", "day of the week"), ("5-1 * * * *", "backwards"), ("*/0 * * * *", "minute"),
        ("1, * * * *", "minute"), ("1-2-3 * * * *", "minute"), ("*/2/2 * * * *", "minute"), ("-1 * * * *", "minute"),
        ("+1 * * * *", "minute"), ("0 0 31 2,4 *", "never comes"), ("@daily", "has 1 fields"),
    ])
    func `what is no cron expression is refused with a reason`(text: String, reason: String) throws {
        let error = try #require(throws: WorkflowDocumentError.self) { try cron(text) }
        #expect(error.errors.map(\.pointer.description) == ["/schedule/cron"])
        #expect(error.errors.allSatisfy { $0.message.contains(reason) && $0.line == 2 }, "\(error)")
    }

    @Test func `a day that comes only by the day of the week is a day`() throws {
        #expect(try cron("0 0 31 2 MON")?.matchesEitherDay == true)
        #expect(try cron("0 0 29 2 *")?.daysOfMonth == [29])
    }
}
