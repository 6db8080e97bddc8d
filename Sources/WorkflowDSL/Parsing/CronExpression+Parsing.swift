/// Why a text is no cron expression: the rest of a sentence about it.
struct CronExpressionError: Error, Equatable {
    let message: String
}

extension CronExpression {
    private struct Field {
        let name: String
        let range: ClosedRange<Int>
        /// Words for the first values of the range.
        var words: [String] = []
    }

    private static let fields = [
        Field(name: "minute", range: 0...59), Field(name: "hour", range: 0...23),
        Field(name: "day of the month", range: 1...31),
        Field(
            name: "month", range: 1...12,
            words: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
        // Sunday is 0 and 7.
        Field(name: "day of the week", range: 0...7, words: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]),
    ]
    /// In a leap year.
    private static let longestDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

    /// Reads five fields of `*`, numbers, ranges, lists and steps; months and days of the week may be words.
    init(_ text: String) throws(CronExpressionError) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == Self.fields.count else {
            throw CronExpressionError(
                message: "has \(parts.count) fields; write five, such as `0 0 * * *`: "
                    + "minute, hour, day of the month, month, day of the week")
        }
        var values: [Set<Int>] = []
        for (part, field) in zip(parts, Self.fields) { values.append(try Self.values(of: part, field)) }
        self.text = text
        (minutes, hours, daysOfMonth, months) = (values[0], values[1], values[2], values[3])
        daysOfWeek = Set(values[4].map { $0 % 7 })
        matchesEitherDay = !parts[2].hasPrefix("*") && !parts[4].hasPrefix("*")
        let comes = months.contains { month in daysOfMonth.contains { $0 <= Self.longestDays[month - 1] } }
        guard comes || matchesEitherDay else {
            throw CronExpressionError(message: "never comes: no such month has such a day")
        }
    }

    private static func values(of text: Substring, _ field: Field) throws(CronExpressionError) -> Set<Int> {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            guard pieces.count <= 2 else { throw malformed(field) }
            var range = try self.range(of: pieces[0], field)
            guard pieces.count == 2 else {
                values.formUnion(range)
                continue
            }
            guard let step = Int(pieces[1]), step > 0, pieces[1].first != "+" else { throw malformed(field) }
            // A step goes on from a single number to the end.
            if range.count == 1, !pieces[0].contains("-") { range = range.lowerBound...field.range.upperBound }
            values.formUnion(stride(from: range.lowerBound, through: range.upperBound, by: step))
        }
        return values
    }

    private static func range(of text: Substring, _ field: Field) throws(CronExpressionError) -> ClosedRange<Int> {
        if text == "*" { return field.range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count <= 2 else { throw malformed(field) }
        let first = try value(of: ends[0], field)
        let last = try value(of: ends[ends.count - 1], field)
        guard first <= last else { throw CronExpressionError(message: "goes backwards in the \(field.name)") }
        return first...last
    }

    private static func value(of text: Substring, _ field: Field) throws(CronExpressionError) -> Int {
        if let word = field.words.firstIndex(of: text.uppercased()) { return word + field.range.lowerBound }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, let value = Int(text), field.range.contains(value) else { throw malformed(field) }
        return value
    }

    private static func malformed(_ field: Field) -> CronExpressionError {
        CronExpressionError(
            message: "has a \(field.name) that is none; write `*`, numbers from \(field.range.lowerBound) to "
                + "\(field.range.upperBound), ranges such as `1-5`, lists such as `1,3`, or steps such as `*/2`")
    }
}
