/// Reads ISO 8601 durations such as `PT1.5S`, `P2D` or `P1W`.
struct DurationParser {
    enum Problem: Error, Equatable {
        /// Not of the form.
        case malformed
        /// Years and months have no fixed length.
        case calendar
        case tooLong
    }

    /// Longer than the longest duration.
    private static let monthLimit: Int64 = 2_400
    private static let date: [(unit: Character, microseconds: Int64)] = [
        ("Y", 0), ("M", 0), ("W", 7 * 86_400_000_000), ("D", 86_400_000_000),
    ]
    private static let time: [(unit: Character, microseconds: Int64)] = [
        ("H", 3_600_000_000), ("M", 60_000_000), ("S", 1_000_000),
    ]

    private var rest: Substring
    /// Of years and months together; nil where there are none.
    private var months: Int64?

    /// - Parameter start: where years and months begin, in microseconds since 1970; nil: there must be none.
    static func duration(of text: String, from start: Int64? = nil) throws(Problem) -> Duration {
        guard text.first == "P", text.count > 1, text.utf8.count <= 64 else { throw .malformed }
        var parser = DurationParser(rest: text.dropFirst())
        var total = try parser.sum(of: date)
        if parser.rest.first == "T" {
            parser.rest.removeFirst()
            guard !parser.rest.isEmpty else { throw .malformed }
            total += try parser.sum(of: time)
        }
        guard parser.rest.isEmpty else { throw .malformed }
        if let months = parser.months {
            guard let start else { throw total <= WorkflowParser.durationLimit ? .calendar : .tooLong }
            guard months <= Self.monthLimit else { throw .tooLong }
            total += CivilDate.length(ofMonths: Int(months), from: start)
        }
        guard total <= WorkflowParser.durationLimit else { throw .tooLong }
        return total
    }

    /// As many units as there are, each once and in order.
    private mutating func sum(of units: [(unit: Character, microseconds: Int64)]) throws(Problem) -> Duration {
        var total = Duration.zero
        var units = units[...]
        while let first = rest.first, first != "T" {
            let whole = digits()
            guard !whole.isEmpty else { throw .malformed }
            var fraction = Substring()
            if rest.first == "." {
                rest.removeFirst()
                fraction = digits()
                guard !fraction.isEmpty else { throw .malformed }
            }
            guard let unit = rest.popFirst() else { throw .malformed }
            guard let position = units.firstIndex(where: { $0.unit == unit }) else { throw .malformed }
            if units[position].microseconds == 0 {
                guard whole.count <= 4, let count = Int64(whole) else { throw .tooLong }
                let isYear = unit == "Y"
                months = (months ?? 0) + (isYear ? count * 12 : count)
                // A part of one is a part of 365 or 30 days.
                total += try Self.duration("0", fraction, of: (isYear ? 365 : 30) * 86_400_000_000)
            } else {
                total += try Self.duration(whole, fraction, of: units[position].microseconds)
            }
            units = units[(position + 1)...]
        }
        return total
    }

    private static func duration(
        _ whole: Substring, _ fraction: Substring, of microseconds: Int64
    ) throws(Problem) -> Duration {
        // Nine digits of the largest unit stay far below what 64 bits hold in microseconds.
        guard whole.count <= 9, let count = Int64(whole) else { throw .tooLong }
        var result = Duration.seconds(0)
        result += .microseconds(microseconds) * count
        var scale = microseconds
        for digit in fraction.prefix(6) {
            scale /= 10
            result += .microseconds(scale * Int64(digit.wholeNumberValue ?? 0))
        }
        return result
    }

    private mutating func digits() -> Substring {
        let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
        rest = rest[digits.endIndex...]
        return digits
    }
}
